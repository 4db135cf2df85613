import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import type { Actor } from '../../../platform/access/actor.js';
import { CurrentActor } from '../../../platform/graphql/current-actor.js';
import { id, idempotencyKey, requiredLine, requiredText } from '../../../platform/graphql/input-fields.js';
import { mutationResult, type Outcome } from '../../../platform/graphql/mutation-types.js';
import { Mutations } from '../../../platform/graphql/mutations.js';
import type { Refused } from '../../../platform/graphql/refusals.js';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { domainAsKept, isOpenToAnybody } from './secure-domain.js';
import { SecureDomains } from './secure-domains.service.js';

@ObjectType({ description: 'A mail domain to which papers of meetings may go attached.' })
export class SecureMailDomain {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly domain!: string;
  @Field(() => String, { description: 'Why it is secure.' }) readonly reason!: string;
  @Field(() => String) readonly addedBy!: string;
  @Field(() => DateTimeScalar) readonly addedAt!: string;
}

@InputType()
export class AddSecureMailDomainInput {
  @Field(() => ID) idempotencyKey!: string;
  @Field(() => String, { description: 'nhs.net, or *.nhs.net for all below it.' }) domain!: string;
  @Field(() => String, { description: 'Why it is secure.' }) reason!: string;
}
export const addSecureMailDomainInput = z.object({
  idempotencyKey, reason: requiredText('why it is secure', 500),
  domain: requiredLine('the domain').transform((typed, context) => {
    const domain = domainAsKept(typed);
    if (domain !== null && !isOpenToAnybody(domain)) return domain;
    context.addIssue({ code: 'custom', message: domain === null ? 'Enter the domain as it stands after the @, for example nhs.net, or *.nhs.net for all below it' : 'Name the domain of one organisation: below this one anybody may have a name' });
    return z.NEVER;
  }),
});
@InputType()
export class EndSecureMailDomainInput {
  @Field(() => ID, { description: 'The domain.' }) id!: string;
  @Field(() => ID) idempotencyKey!: string;
}
export const endSecureMailDomainInput = z.object({ idempotencyKey, id: id('the domain') });

const AddSecureMailDomainResult = mutationResult('AddSecureMailDomain');
const EndSecureMailDomainResult = mutationResult('EndSecureMailDomain');

/** The door to the council's setting: to which domains papers may go attached. */
@Resolver()
export class SecureDomainsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly domains: SecureDomains,
  ) {}

  @Query(() => [SecureMailDomain], { description: 'Domains to which papers may go attached. Without one, mail carries a link alone.' })
  secureMailDomains(@CurrentActor() actor: Actor): Promise<readonly SecureMailDomain[]> {
    return this.domains.list(actor);
  }

  @Mutation(() => AddSecureMailDomainResult, { description: 'From now on papers go attached to members whose address lies in this domain.' })
  addSecureMailDomain(@Args('input') input: AddSecureMailDomainInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'addSecureMailDomain', input, addSecureMailDomainInput, (valid) => this.domains.add(valid));
  }

  @Mutation(() => EndSecureMailDomainResult, { description: 'From now on mail to this domain carries a link alone.' })
  endSecureMailDomain(@Args('input') input: EndSecureMailDomainInput, @CurrentActor() actor: Actor): Promise<Outcome | Refused> {
    return this.mutations.run(actor, 'endSecureMailDomain', input, endSecureMailDomainInput, (valid) => this.domains.end(valid.id));
  }
}
