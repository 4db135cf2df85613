import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { Accounts } from './accounts.js';
import { BackChannelController } from './back-channel.controller.js';
import { BackChannel } from './back-channel.js';
import { CostPlugin } from './cost-plugin.js';
import { IdentityPool } from './identity-pool.js';
import { ProviderKeys } from './provider-keys.js';
import { RateLimits } from './rate-limits.js';
import { RelyingParty } from './relying-party.js';
import { RoleChoice } from './role-choice.js';
import { Sessions } from './sessions.js';
import { SpentTokens } from './spent-tokens.js';
import { SignInController } from './sign-in.controller.js';

/** Who somebody is, and that they still are. Needs `SETTINGS`, `APP_URL`, `Clock` and `ClsService` from the application. */
@Module({
  controllers: [SignInController, BackChannelController],
  providers: [IdentityPool, Accounts, Sessions, RelyingParty, ProviderKeys, AccessTokens, BackChannel, SpentTokens, RoleChoice, RateLimits, CostPlugin],
  exports: [Accounts, Sessions, RateLimits],
})
export class IdentityModule {}
