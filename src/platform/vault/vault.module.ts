import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { demoVaultKeys } from './vault-key.js';
import { Vault, VAULT_KEYS } from './vault.js';

/** Column encryption for every module, with the keys of the settings; a demonstration makes its own. */
@Module({})
export class VaultModule {
  static with({ sourceKeys, dataDir }: Pick<Settings, 'sourceKeys' | 'dataDir'>): DynamicModule {
    return {
      module: VaultModule,
      global: true,
      providers: [Vault, { provide: VAULT_KEYS, useFactory: () => sourceKeys ?? demoVaultKeys(dataDir) }],
      exports: [Vault],
    };
  }
}
