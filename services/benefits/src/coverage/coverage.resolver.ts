import type { LocalDate, Month } from '@lindungi/jamsostek';
import { LocalDateScalar, YearMonth } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { BenefitsContext } from '../context';
import { BenefitAmount, linesIn } from './benefit-line.entity';
import { coverageOfWorkers, WHOLE_COVERAGE } from './coverage.loaders';
import { COVERAGE_ROLES, type CoverageAnswer, coverageOn, type Given } from './coverage.rules';
import { CoverageReason, reasonsIn } from './reason.entity';
import { sightOf } from './sight.rules';

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

@Resolver()
export class CoverageResolver {
  @Authorized(...COVERAGE_ROLES)
  @Query(() => CoverageCheck, {
    description:
      'Whether BPJS covers a worker on a day, and what the law gives. For DISTRICT, BPJS and ADMIN, who stand by a family; a donor sees Worker.coverage.',
  })
  async coverageCheck(
    @Arg('workerId', () => ID) workerId: string,
    @Arg('at', () => LocalDateScalar) at: LocalDate,
    @Ctx() ctx: BenefitsContext,
  ): Promise<CoverageCheck> {
    const [months = []] = await coverageOfWorkers([{ id: workerId }], ctx, WHOLE_COVERAGE);
    return checkIn(ctx.language, coverageOn(ctx.own.law, months, at, sightOf(ctx.principal)));
  }
}

/** An answer in the caller's language. */
function checkIn(language: 'id' | 'en', answer: CoverageAnswer): CoverageCheck {
  const amountIn = ({ amount, lines }: Given): BenefitAmount => ({ amount, lines: linesIn(language, lines) });
  return {
    ...answer,
    reasons: reasonsIn(language, answer.reasons),
    jkm: amountIn(answer.jkm),
    accidentDeath: amountIn(answer.accidentDeath),
  };
}
