import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar } from '@lindungi/subgraph';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PayoutProgramme } from './payout.rules';

export const PayoutProgrammeEnum = {
  JKK: 'JKK',
  JKM: 'JKM',
  JHT: 'JHT',
  JP: 'JP',
  BEASISWA: 'BEASISWA',
} as const satisfies Record<PayoutProgramme, string>;
registerEnumType(PayoutProgrammeEnum, {
  name: 'PayoutProgramme',
  description: 'JKK and JKM are what the contribution buys; JHT, JP and BEASISWA are not.',
});

/** What one programme gave to a payout. */
@Entity('payout_part')
@ObjectType('PayoutPart')
export class PayoutPartRow {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'payout_id' })
  payoutId!: string;

  @PrimaryColumn('text')
  @Field(() => PayoutProgrammeEnum)
  programme!: PayoutProgramme;

  @Column('bigint', { nullable: true })
  @Field(() => RupiahScalar, { nullable: true, description: 'null: nobody has said how much.' })
  amount!: Rupiah | null;

  /** Its place in the report. */
  @Column('int')
  place!: number;
}

/** A sum that heirs received, as it was reported, told apart by programme. */
@Entity('payout')
@ObjectType({
  description: 'A sum that heirs received, as reported. Mind the note: it is seldom JKK and JKM alone.',
})
export class Payout {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String)
  title!: string;

  @Column('date', { name: 'paid_on' })
  @Field(() => LocalDateScalar)
  paidOn!: LocalDate;

  @Column('bigint')
  @Field(() => RupiahScalar)
  total!: Rupiah;

  @Column('text')
  @Field(() => String, { description: 'Where the sum was reported.' })
  source!: string;

  /** The person who recorded it: for an audit, never shown. */
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Field(() => [PayoutPartRow])
  programmes?: PayoutPartRow[];

  @Field(() => RupiahScalar, { nullable: true, description: 'What JKK and JKM paid; null when not known.' })
  fromJkkJkm?: Rupiah | null;

  @Field(() => RupiahScalar, {
    nullable: true,
    description: 'What came from other programmes, which the contribution does not buy; null when not known.',
  })
  notFromJkkJkm?: Rupiah | null;

  @Field(() => String, { description: "What must be said beside the sum, in the caller's language." })
  note?: string;
}

export const PayoutConnection = Connection(Payout);

@ObjectType({
  description: 'What all reported payouts together were, told apart by where the money came from.',
})
export class PayoutFigures {
  @Field(() => Int)
  payouts!: number;

  @Field(() => RupiahScalar, { description: 'What JKK and JKM paid, as far as it is known.' })
  fromJkkJkm!: Rupiah;

  @Field(() => RupiahScalar, { description: 'What other programmes paid; no benefit of the contribution.' })
  notFromJkkJkm!: Rupiah;

  @Field(() => Int, {
    description: 'Payouts whose part of JKK and JKM is not known: they are in neither sum.',
  })
  unknown!: number;
}

/** As a query answers it. */
export interface PayoutRow extends Pick<Payout, 'id' | 'title' | 'paidOn' | 'total' | 'source'> {
  programmes: Pick<PayoutPartRow, 'programme' | 'amount'>[];
}

/** A city is donors'; here only what its heirs received. */
@ObjectType('City')
@Directive('@key(fields: "code")')
export class City {
  @Field(() => ID)
  code!: string;

  @Field(() => PayoutFigures, { description: 'All reported payouts together.' })
  payoutFigures?: PayoutFigures;
}
