import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar, Refusal, refusing } from '@lindungi/subgraph';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { HeirRelationEnum } from './heir.entity';
import type { HeirRelation, HeirsTold } from './heir.rules';
import { recordHeirs } from './heir.service';

const HeirsConsentChannelEnum = {
  PAPER: 'PAPER',
  RECORDING: 'RECORDING',
  ELECTRONIC: 'ELECTRONIC',
} as const;
registerEnumType(HeirsConsentChannelEnum, {
  name: 'HeirsConsentChannel',
  description: 'How consent can be proved: UU 27/2022, Pasal 22.',
});

@InputType()
class RecordHeirsInput {
  @Field(() => ID)
  claimId!: string;

  @Field(() => [HeirRelationEnum], {
    description: 'One for each heir on the certificate; empty if there is none.',
  })
  relations!: HeirRelation[];

  @Field(() => Boolean, { description: 'They let the donor know of the outcome.' })
  mayTellDonor!: boolean;

  @Field(() => HeirsConsentChannelEnum, { nullable: true })
  consentChannel?: HeirsTold['consentChannel'];

  @Field(() => LocalDateScalar, { nullable: true })
  consentOn?: LocalDate | null;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class RecordHeirsPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class HeirResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => RecordHeirsPayload, {
    description:
      'Writes down the heirs of a death, without names, and whether the donor may hear of the outcome; what is written last stands. Refuses with CLAIM_NOT_FOUND, HEIRS_UNNEEDED, HEIRS_REFUSED, HEIRS_CONSENT_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  recordHeirs(
    @Arg('input', () => RecordHeirsInput) input: RecordHeirsInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<RecordHeirsPayload> {
    const { claimId, idempotencyKey, consentChannel = null, consentOn = null, ...told } = input;
    const heirs = { ...told, consentChannel, consentOn };
    const writing = { claimId, heirs, idempotencyKey, by: actorOf(ctx), today: ctx.today };
    return refusing<RecordHeirsPayload>(ctx, () => ctx.inCity((tx) => recordHeirs(tx, writing)));
  }
}
