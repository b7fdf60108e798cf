import type { BenefitLine as LawLine, Rupiah } from '@lindungi/jamsostek';
import { RupiahScalar } from '@lindungi/subgraph';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'One part of a benefit, as the law names it.' })
export class BenefitLine {
  @Field(() => String, { description: "In the caller's language." })
  name!: string;

  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => String, { description: 'The legal source of the amount.' })
  source!: string;
}

@ObjectType({ description: 'What the law gives. Information, not a promise: BPJS decides.' })
export class BenefitAmount {
  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => [BenefitLine])
  lines!: BenefitLine[];
}

/** Lines of the law as a caller reads them. */
export function linesIn(language: 'id' | 'en', lines: readonly LawLine[]): BenefitLine[] {
  return lines.map(({ name, english, amount, source }) => ({
    name: language === 'id' ? name : english,
    amount,
    source,
  }));
}
