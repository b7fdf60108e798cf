import {
  type BenefitChapter,
  benefitChapters,
  type BenefitStep as LawStep,
  type LocalDate,
  type Rupiah,
} from '@lindungi/jamsostek';
import { LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CoverageReason } from '../coverage/reason.entity';

export const BenefitChapterEnum = Object.fromEntries(benefitChapters.map((it) => [it, it])) as {
  [Chapter in BenefitChapter]: Chapter;
};
registerEnumType(BenefitChapterEnum, {
  name: 'BenefitChapter',
  description: 'JKM: death. JKK_DEATH: death by work accident. JKK: an accident survived.',
});

@ObjectType({ description: 'One number of the law, as it stands on the day asked about.' })
export class BenefitParameter {
  @Field(() => BenefitChapterEnum)
  chapter!: BenefitChapter;

  @Field(() => String, { description: 'Stable: `JKM_LUMP_SUM`.' })
  code!: string;

  @Field(() => String, { description: "In the caller's language." })
  name!: string;

  @Field(() => RupiahScalar, { description: 'Whole; of what, `unit` says.' })
  value!: number;

  @Field(() => String, { description: "As the law's file names it: `rupiah`, `percent`, `months`, ..." })
  unit!: string;

  @Field(() => LocalDateScalar, { description: 'The day from which it stands.' })
  from!: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day from which another stands in its place; null while none does.',
  })
  until!: LocalDate | null;

  @Field(() => String, { description: 'The legal source.' })
  source!: string;

  @Field(() => String, {
    description: "Who compared it with the legal text; 'nobody yet' is an honest answer.",
  })
  verifiedBy!: string;
}

@ObjectType({ description: 'The law of benefits on one day. Information, not a promise: BPJS decides.' })
export class BenefitCatalogue {
  @Field(() => LocalDateScalar)
  at!: LocalDate;

  @Field(() => [BenefitParameter], { description: 'Empty before the law at hand.' })
  parameters!: BenefitParameter[];

  @Field(() => [CoverageReason], { description: 'What must be said beside it.' })
  reasons!: CoverageReason[];
}

@ObjectType({ description: 'One step of a sum.' })
export class BenefitStep {
  @Field(() => String, { description: "How it is reached, in the caller's language." })
  words!: string;

  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => String, { description: 'The legal source.' })
  source!: string;
}

@ObjectType({ description: 'What one child may have; asked for every school year, and never paid at once.' })
export class BenefitScholarship {
  @Field(() => RupiahScalar)
  thisYear!: Rupiah;

  @Field(() => RupiahScalar, { description: 'A ceiling over all school years that are left.' })
  atMost!: Rupiah;

  @Field(() => Int, { description: 'School years that are left.' })
  years!: number;

  @Field(() => String)
  source!: string;
}

@ObjectType({
  description: 'What the law gives in a thought case. Information, not a promise: BPJS decides.',
})
export class BenefitEstimate {
  @Field(() => RupiahScalar, { description: 'Paid once; without care, and without any scholarship.' })
  amount!: Rupiah;

  @Field(() => [BenefitStep])
  steps!: BenefitStep[];

  @Field(() => String, { description: 'The steps added up: `Rp20.000.000 + ... = Rp42.000.000`.' })
  sum!: string;

  @Field(() => [BenefitScholarship], { description: 'By child, in the order they were named.' })
  scholarship!: BenefitScholarship[];

  @Field(() => [CoverageReason], {
    description: 'What must be said beside it; that it is no promise always.',
  })
  reasons!: CoverageReason[];
}

/** Steps of the law as a caller reads them. */
export function stepsIn(language: 'id' | 'en', steps: readonly LawStep[]): BenefitStep[] {
  return steps.map(({ words, amount, source }) => ({ words: words[language], amount, source }));
}
