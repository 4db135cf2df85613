import { Module } from '@nestjs/common';
import { IdentityModule } from './identity.module.js';
import { InvitationController } from './invitation.controller.js';
import { Invitations } from './invitations.js';

/** The way in for people who were invited. Beside IdentityModule, because it writes: it needs units of work and the trail. */
@Module({ imports: [IdentityModule], controllers: [InvitationController], providers: [Invitations] })
export class InvitationsModule {}
