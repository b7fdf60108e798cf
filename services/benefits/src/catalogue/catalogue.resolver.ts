import { benefitCatalogue, type LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar } from '@lindungi/subgraph';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { BenefitsContext } from '../context';
import { reasonsIn } from '../coverage/reason.entity';
import { NO_PROMISE } from '../coverage/reason.rules';
import { BenefitCatalogue, BenefitEstimate, stepsIn } from './catalogue.entity';
import { BenefitEstimateInput, caseOf } from './estimate.input';
import { estimate } from './estimate.rules';

@Resolver()
export class CatalogueResolver {
  @Query(() => BenefitCatalogue, {
    description: 'Every number of the law of benefits on a day, with its source; for anybody.',
  })
  benefitCatalogue(
    @Arg('at', () => LocalDateScalar, { nullable: true, description: 'Today, if no day is named.' })
    at: LocalDate | null,
    @Ctx() { own, language, today }: BenefitsContext,
  ): BenefitCatalogue {
    const day = at ?? today;
    const parameters = benefitCatalogue(own.law, day).map(({ english, until, name, ...line }) => ({
      ...line,
      name: language === 'id' ? name : english,
      until: until ?? null,
    }));
    return { at: day, parameters, reasons: reasonsIn(language, [NO_PROMISE]) };
  }

  @Query(() => BenefitEstimate, {
    description:
      'What the law gives in a case, step by step; for anybody, about nobody. Refuses with ESTIMATE_BEFORE_LAW, ESTIMATE_NUMBER_REFUSED, BASE_WAGE_REFUSED.',
  })
  benefitEstimate(
    @Arg('input', () => BenefitEstimateInput) input: BenefitEstimateInput,
    @Ctx() { own, language }: BenefitsContext,
  ): BenefitEstimate {
    const { amount, steps, sum, scholarship, reasons } = estimate(own.law, caseOf(input));
    return {
      amount,
      steps: stepsIn(language, steps),
      sum: sum[language],
      scholarship,
      reasons: reasonsIn(language, reasons),
    };
  }
}
