import type { LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, uuidsOf, YearMonth } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { actorOf, type BenefitsContext } from '../context';
import { BenefitAmount, linesIn } from './benefit-line.entity';
import { checkCoverage } from './check.service';
import { WorkerMonth } from './coverage.entity';
import { COVERAGE_ROLES, type CoverageAnswer, type Given } from './coverage.rules';
import { CoverageReason, reasonsIn } from './reason.entity';

@ObjectType({ description: 'Whether BPJS covers a worker on a day: the answer, then why. Never a promise.' })
class CoverageCheck {
  @Field(() => Boolean)
  covered!: boolean;

  @Field(() => [CoverageReason])
  reasons!: CoverageReason[];

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => String, { nullable: true, description: 'The BPJS receipt of the month, if there is one.' })
  receipt!: string | null;

  @Field(() => [WorkerMonth], {
    description:
      'Month by month, oldest first, that of the day last. WorkerMonth.contribution says which invoice would fix one.',
  })
  months!: WorkerMonth[];

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day BPJS had the money of the month.' })
  receivedOn!: LocalDate | null;

  @Field(() => YearMonth, {
    nullable: true,
    description:
      'First month in which JKM is whole, if protection goes on without a gap. How the three waiting months are counted is not settled; this is the careful reading.',
  })
  jkmFullFrom!: Month | null;

  @Field(() => BenefitAmount, { description: 'For a death that is no work accident; 0 when not covered.' })
  jkm!: BenefitAmount;

  @Field(() => BenefitAmount, {
    description: 'For a death by work accident, at the lowest base wage; 0 when not covered.',
  })
  accidentDeath!: BenefitAmount;
}

/** A malformed id asks about nobody, and is written down as such. */
const objectOf = (workerId: string) => uuidsOf([{ id: workerId }])[0] ?? 'nobody';

@Resolver()
export class CoverageResolver {
  @Authorized(...COVERAGE_ROLES)
  @Query(() => CoverageCheck, {
    description:
      'Whether BPJS covers a worker on a day, month by month why, and what the law gives. For DISTRICT, BPJS and ADMIN, who stand by a family; a donor sees Worker.coverage. Each check is written down. By NIK: workerByNik { coverage }. Refuses with ASKED_TOO_OFTEN, COVERAGE_MONTHS_REFUSED.',
  })
  async coverageCheck(
    @Arg('workerId', () => ID) workerId: string,
    @Arg('at', () => LocalDateScalar) at: LocalDate,
    @Arg('months', () => Int, { defaultValue: 12, description: 'How many months back, 1 to 36.' })
    count: number,
    @Ctx() ctx: BenefitsContext,
  ): Promise<CoverageCheck> {
    const asked = { workerId, object: objectOf(workerId), at, count, by: actorOf(ctx) };
    const { answer, months } = await ctx.inCity((tx) => checkCoverage(tx, ctx.own.law, asked));
    return {
      ...checkIn(ctx.language, answer),
      months: months.map(({ reasons, ...it }) => ({
        ...it,
        workerId,
        reasons: reasonsIn(ctx.language, reasons),
      })),
    };
  }
}

/** An answer in the caller's language. */
function checkIn(language: 'id' | 'en', answer: CoverageAnswer): Omit<CoverageCheck, 'months'> {
  const amountIn = ({ amount, lines }: Given): BenefitAmount => ({ amount, lines: linesIn(language, lines) });
  return {
    ...answer,
    reasons: reasonsIn(language, answer.reasons),
    jkm: amountIn(answer.jkm),
    accidentDeath: amountIn(answer.accidentDeath),
  };
}
