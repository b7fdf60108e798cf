import { todayIn } from '@lindungi/jamsostek';
import { Refusal, refusing } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { fileAccident } from './accident.service';

@InputType()
class FileAccidentInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => Date, { description: 'When it happened: the 48 hours count from it.' })
  occurredAt!: Date;

  @Field(() => ID, { nullable: true, description: 'The report of this worker that this one corrects.' })
  replaces?: string | null;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class FileAccidentPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class AccidentResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => FileAccidentPayload, {
    description:
      'Writes an accident down, covered or not, so that its 48 hours are watched; it is reported at BPJS or a hospital (stage I, tellClaimStep REPORTED). Of a death by accident: fileClaim. Refuses with ACCIDENT_IN_FUTURE, ACCIDENT_RIGHT_ENDED, CLAIM_ALREADY_FILED, CLAIM_UNKNOWN, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  fileAccident(
    @Arg('input', () => FileAccidentInput) input: FileAccidentInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<FileAccidentPayload> {
    const { workerId, occurredAt, replaces = null, idempotencyKey } = input;
    const report = {
      accident: { workerId, occurredAt, replaces },
      idempotencyKey,
      by: actorOf(ctx),
      today: ctx.today,
      now: nowOf(ctx),
    };
    return refusing<FileAccidentPayload>(ctx, () =>
      ctx.inCity((tx) => fileAccident(tx, ctx.own.law, report)),
    );
  }
}

/** In ms since 1970. A rehearsal's day stands still, and all its hours have come. */
function nowOf({ city, today }: BenefitsContext): number {
  const now = new Date();
  return todayIn(city.timeZone, now) === today ? now.getTime() : Number.POSITIVE_INFINITY;
}
