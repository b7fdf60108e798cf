import { type Disability, type LocalDate, type Rupiah, rupiah, type SchoolLevel } from '@lindungi/jamsostek';
import { LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { EstimateNumberRefused } from './estimate.errors';
import { ESTIMATE_CASES, type EstimateCase, type Estimated } from './estimate.rules';

const EstimateCaseEnum = Object.fromEntries(ESTIMATE_CASES.map((it) => [it, it])) as {
  [Case in EstimateCase]: Case;
};
registerEnumType(EstimateCaseEnum, {
  name: 'EstimateCase',
  description: 'DEATH: by no work accident. ACCIDENT_DEATH: by one. ACCIDENT: one that is survived.',
});

/** The law's levels under the names people use. */
export const LEVELS = {
  TK: 'kindergarten',
  SD: 'primary',
  SMP: 'lowerSecondary',
  SMA: 'upperSecondary',
  KULIAH: 'university',
} as const satisfies Record<string, SchoolLevel>;
export type LevelName = keyof typeof LEVELS;
export const SchoolLevelEnum = Object.fromEntries(Object.keys(LEVELS).map((it) => [it, it])) as {
  [Level in LevelName]: Level;
};
registerEnumType(SchoolLevelEnum, {
  name: 'SchoolLevel',
  description: 'KULIAH: up to a first degree (S1), or training.',
});

const DisabilityEnum = { PART: 'PART', FUNCTION: 'FUNCTION', TOTAL: 'TOTAL' } as const;
registerEnumType(DisabilityEnum, {
  name: 'Disability',
  description: 'PART: of the body. FUNCTION: what a part no longer can. TOTAL: no work is possible any more.',
});

@InputType()
class EstimateCostsInput {
  @Field(() => RupiahScalar, { nullable: true })
  landTransport?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  seaTransport?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  airTransport?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  homeCare?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  dentures?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  hearingAid?: Rupiah | null;

  @Field(() => RupiahScalar, { nullable: true })
  glasses?: Rupiah | null;
}

@InputType()
class DisabilityInput {
  @Field(() => DisabilityEnum)
  kind!: Disability['kind'];

  @Field(() => Int, { nullable: true, description: "Of the law's table, 1 to 100; needed but for TOTAL." })
  tablePercent?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How much of the function is lost, 1 to 100; needed for FUNCTION.',
  })
  lostPercent?: number | null;
}

@InputType()
class EstimateChildInput {
  @Field(() => LocalDateScalar)
  birth!: LocalDate;

  @Field(() => SchoolLevelEnum)
  level!: LevelName;

  @Field(() => Int, { description: 'The year at that level, from 1.' })
  year!: number;
}

@InputType({ description: 'A thought case; it names nobody, and nothing of it is kept.' })
export class BenefitEstimateInput {
  @Field(() => EstimateCaseEnum)
  case!: EstimateCase;

  @Field(() => LocalDateScalar, { description: 'The day of the death or accident.' })
  on!: LocalDate;

  @Field(() => Int, {
    description: 'Months protected in a row, the month of that day among them; 0 when it is not protected.',
  })
  protectedMonths!: number;

  @Field(() => RupiahScalar, {
    nullable: true,
    description: 'Rupiah a month; the lowest base if none is named.',
  })
  baseWage?: Rupiah | null;

  @Field(() => EstimateCostsInput, { nullable: true, description: 'What was paid, for ACCIDENT.' })
  costs?: EstimateCostsInput | null;

  @Field(() => Int, { defaultValue: 0, description: 'Whole months without work, for ACCIDENT.' })
  unableMonths!: number;

  @Field(() => DisabilityInput, { nullable: true, description: 'What remains, for ACCIDENT.' })
  disability?: DisabilityInput | null;

  @Field(() => [EstimateChildInput], { defaultValue: [] })
  children!: EstimateChildInput[];
}

/** The case as its rule reads it. @throws EstimateNumberRefused for a disability without its percents */
export function caseOf(input: BenefitEstimateInput): Estimated {
  const costs = Object.entries(input.costs ?? {}).map(([kind, paid]) => [kind, rupiah(paid ?? 0)]);
  return {
    case: input.case,
    on: input.on,
    protectedMonths: input.protectedMonths,
    baseWage: input.baseWage ?? undefined,
    costs: Object.fromEntries(costs),
    unableMonths: input.unableMonths,
    disability: input.disability ? disabilityOf(input.disability) : undefined,
    children: input.children.map(({ birth, level, year }) => ({ birth, level: LEVELS[level], year })),
  };
}

function disabilityOf({ kind, tablePercent, lostPercent }: DisabilityInput): Disability {
  if (kind === 'TOTAL') return { kind };
  if (!tablePercent) throw new EstimateNumberRefused('tablePercent', 1, 100);
  if (kind === 'PART') return { kind, tablePercent };
  if (!lostPercent) throw new EstimateNumberRefused('lostPercent', 1, 100);
  return { kind, tablePercent, lostPercent };
}
