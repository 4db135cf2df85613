import { Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { IdentityPool } from './identity-pool.js';
import { RelyingParty } from './relying-party.js';
import { Sessions } from './sessions.js';
import { SignInController } from './sign-in.controller.js';

/** Who somebody is, and that they still are. Needs `SETTINGS`, `APP_URL`, `Clock` and `ClsService` from the application. */
@Module({
  controllers: [SignInController],
  providers: [IdentityPool, Accounts, Sessions, RelyingParty],
  exports: [Accounts, Sessions],
})
export class IdentityModule {}
