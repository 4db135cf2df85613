import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';

/** An identity provider of which the test owns the keys and the answers. */
export class Issuer {
  private readonly server: Server;
  address = '';
  published: JWKS = { keys: [] };
  answersKeys = true;
  asked = 0;

  constructor() {
    this.server = createServer((request, response) => {
      if (request.url === '/jwks') this.asked += 1;
      if (request.url === '/jwks' && !this.answersKeys) {
        response.writeHead(500).end();
        return;
      }
      const metadata = {
        issuer: this.address, authorization_endpoint: `${this.address}/auth`, token_endpoint: `${this.address}/token`, jwks_uri: `${this.address}/jwks`,
        response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request.url === '/jwks' ? this.published : metadata));
    });
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  async newKey(kid: string): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    this.published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' }] as JWKS['keys'] };
    return pair;
  }
}
