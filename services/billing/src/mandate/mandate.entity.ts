import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Agency, Donor } from '../agency/agency.entity';

/** A text that may be signed. */
@ObjectType({ description: 'A text by which a civil servant lets pay be deducted (surat kuasa).' })
export class MandateText {
  @Field(() => String)
  version!: string;

  @Field(() => LocalDateScalar, { description: 'The day from which it is the text to sign.' })
  from!: LocalDate;

  @Field(() => String, { description: 'In Indonesian, as it is signed.' })
  text!: string;

  @Field(() => String, { description: 'The law it stands on.' })
  source!: string;
}

/** A signed letter. It is never edited: it is in force, or revoked. */
@ObjectType({ description: 'A letter by which a donor lets the treasurer of the agency deduct from pay.' })
@Directive('@key(fields: "id")')
export class Mandate {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "What people write on the letter: 'SK-3374-000123'." })
  number!: string;

  donorId!: string;

  @Field(() => Donor, { nullable: true })
  donor?: Donor | null;

  agencyCode!: string;

  @Field(() => Agency, { description: 'Where the donor works now; its treasurer deducts.' })
  agency?: Agency;

  @Field(() => String, { description: 'The name under the letter, as on the payslip.' })
  signedAs!: string;

  @Field(() => String, { description: 'Last four digits of the NIP; no more of it is kept.' })
  nipEnd!: string;

  @Field(() => String, { description: 'Version of the text that was signed.' })
  textVersion!: string;

  @Field(() => String, { description: 'The bank that the pay goes to.' })
  bank!: string;

  @Field(() => RupiahScalar, { description: 'Most that may be deducted in one month.' })
  cap!: Rupiah;

  @Field(() => String, { description: 'SHA-256 of the signed proof, hexadecimal.' })
  proofHash!: string;

  @Field(() => YearMonth, { description: 'The first month whose pay may be deducted from.' })
  firstMonth!: Month;

  @Field(() => Date)
  givenAt!: string;

  @Field(() => Date, { nullable: true, description: 'From this moment on nothing is deducted by it.' })
  revokedAt!: string | null;
}

export const MandateConnection = Connection(Mandate);
