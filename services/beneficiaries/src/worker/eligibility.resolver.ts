import { type LocalDate, type Month, nextMonth } from '@lindungi/jamsostek';
import { LocalDateScalar, Refusal, YearMonth } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, InputType, ObjectType, Query, Resolver } from 'type-graphql';
import type { BeneficiariesContext } from '../context';
import { eligibilityOf, type Standing } from './eligibility.rules';

@InputType({ description: 'What a registrar says of how somebody lives; nobody can look it up.' })
export class WorkerStandingInput implements Standing {
  @Field(() => Boolean, { description: 'Works, on their own account or casually.' })
  working!: boolean;

  @Field(() => Boolean, { description: 'Paid by a firm or an office, which must insure them itself.' })
  employee!: boolean;

  @Field(() => Boolean, { description: 'ASN; they have Taspen.' })
  civilServant!: boolean;
}

@InputType()
export class EligibilityInput {
  @Field(() => LocalDateScalar, { description: 'As on the identity card.' })
  birthDate!: LocalDate;

  @Field(() => WorkerStandingInput, { description: 'As the worker or the registrar says.' })
  standing!: WorkerStandingInput;

  @Field(() => YearMonth, {
    nullable: true,
    description: 'In which protection is to begin; left out, the first month the city allows.',
  })
  firstMonth?: Month | null;
}

@ObjectType({ description: 'Whether somebody may be registered, before anything is written about them.' })
export class Eligibility {
  @Field(() => Boolean, { description: 'True when there is no reason against it.' })
  eligible!: boolean;

  @Field(() => [Refusal], {
    description: 'Every reason against it, with the codes registerWorker refuses with.',
  })
  reasons!: Refusal[];

  @Field(() => LocalDateScalar, { description: 'The last day under the age limit.' })
  until!: LocalDate;

  @Field(() => YearMonth, { description: 'The last month in which protection may begin.' })
  lastFirstMonth!: Month;
}

@Resolver()
export class EligibilityResolver {
  @Authorized('DONOR', 'DISTRICT', 'ADMIN')
  @Query(() => Eligibility, {
    description:
      'Asked before registering; nothing is kept. Reasons: BIRTH_DATE_REFUSED, WORKER_TOO_OLD, ' +
      'WORKER_TOO_OLD_AT_FIRST_MONTH, NOT_WORKING, EMPLOYEE_REFUSED, CIVIL_SERVANT_REFUSED.',
  })
  eligibility(
    @Arg('input', () => EligibilityInput) input: EligibilityInput,
    @Ctx() { city, today, thisMonth, language }: BeneficiariesContext,
  ): Eligibility {
    const first = city.pledge.firstMonth === 'NEXT' ? nextMonth(thisMonth) : thisMonth;
    const firstMonth = input.firstMonth ?? first;
    const { reasons, ...answer } = eligibilityOf({ ...input, firstMonth }, today);
    return {
      ...answer,
      reasons: reasons.map(({ code, words }) => ({ code, message: words[language] })),
    };
  }
}
