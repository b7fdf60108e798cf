import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar } from '@lindungi/subgraph';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A membership card of BPJS Ketenagakerjaan. A worker who lapsed may get another; the latest one counts. */
@Entity('card')
@ObjectType({ description: 'Membership card of BPJS Ketenagakerjaan.' })
export class Card {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Column('bytea', { name: 'kpj_sealed' })
  kpjSealed!: Buffer;

  @Column('bytea', { name: 'kpj_index' })
  kpjIndex!: Buffer;

  @Column('text', { name: 'kpj_mask' })
  @Field(() => String, { description: "Masked, '•••••••1234'." })
  kpj!: string;

  @Column('date', { name: 'issued_on' })
  @Field(() => LocalDateScalar)
  issuedOn!: LocalDate;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;
}
