import type { LocalDate, Sector } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar } from '@lindungi/subgraph';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Card } from '../card/card.entity';
import { Protection } from '../protection/protection.entity';
import { WorkerTimeline } from '../timeline/timeline.entity';
import type { ConsentChannel, ConsentDeclarant } from './consent';
import { WorkerConsent } from './consent.entity';
import type { WorkerFlag } from './worker-flag';

export const SectorEnum: Readonly<Record<Sector, Sector>> = { TRANSPORT: 'TRANSPORT', OTHER: 'OTHER' };
registerEnumType(SectorEnum, {
  name: 'Sector',
  description: 'The two kinds of work PP 50/2025 tells apart.',
});

export const WorkerFlagEnum: Readonly<Record<WorkerFlag, WorkerFlag>> = {
  UNDER_18: 'UNDER_18',
  BIRTH_DATE_UNLIKE_NIK: 'BIRTH_DATE_UNLIKE_NIK',
};
registerEnumType(WorkerFlagEnum, {
  name: 'WorkerFlag',
  description: 'What an officer should look at; none of it refuses anybody.',
});

/**
 * A worker (pekerja rentan) as registered. Never edited.
 *
 * The NIK is sealed and indexed; what has no `@Field` is read by use cases and reaches no client.
 */
@Entity('worker')
@ObjectType({ description: 'An informal worker (pekerja rentan) of this city.' })
@Directive('@key(fields: "id")')
export class Worker {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String)
  name!: string;

  @Column('text', { name: 'nik_mask' })
  @Field(() => String, { description: "Masked, '3374••••••••0007'. The number is shown by revealNik alone." })
  nik!: string;

  @Column('bytea', { name: 'nik_sealed' })
  nikSealed!: Buffer;

  @Column('bytea', { name: 'nik_index' })
  nikIndex!: Buffer;

  @Column('bytea', { name: 'registry_hash' })
  registryHash!: Buffer;

  @Column('date', { name: 'birth_date' })
  birthDate!: LocalDate;

  @Column('text')
  @Field(() => String, { description: 'A code of `occupations`.' })
  occupation!: string;

  @Column('text', { name: 'second_occupation', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Another job, a code of `occupations`; the first one decides the sector.',
  })
  secondOccupation!: string | null;

  @Column('text', { name: 'work_place', nullable: true })
  @Field(() => String, { nullable: true, description: 'Where the work is done, in words.' })
  workPlace!: string | null;

  @Column('text')
  @Field(() => SectorEnum)
  sector!: Sector;

  @Column('text')
  @Field(() => String, { description: "Kemendagri code, '33.74.15'." })
  kecamatan!: string;

  @Column('text')
  @Field(() => String, { description: "Kemendagri code, '33.74.15.1007'." })
  kelurahan!: string;

  @Column('text')
  @Field(() => String, {
    description: 'Who the worker is to whoever registered them: NEIGHBOUR, FAMILY, ...',
  })
  relation!: string;

  @Column('bytea', { name: 'phone_sealed', nullable: true })
  phoneSealed!: Buffer | null;

  @Column('bytea', { name: 'phone_index', nullable: true })
  phoneIndex!: Buffer | null;

  @Column('uuid', { name: 'merged_into', nullable: true })
  @Field(() => ID, {
    nullable: true,
    description:
      'The worker who this entry is the same person as; lists leave it out, and its months are theirs.',
  })
  mergedInto!: string | null;

  @Column('text', { array: true })
  @Field(() => [WorkerFlagEnum])
  flags!: WorkerFlag[];

  @Column('text', { name: 'consent_channel' })
  consentChannel!: ConsentChannel;

  @Column('text', { name: 'consent_declared_by' })
  consentDeclaredBy!: ConsentDeclarant;

  @Column('text', { name: 'consent_text_version' })
  consentTextVersion!: string;

  @Column('date', { name: 'consent_on' })
  consentOn!: LocalDate;

  @Column('timestamptz', { name: 'consent_at', nullable: true })
  consentAt!: string | null;

  @Column('boolean', { name: 'standing_declared' })
  @Field(() => Boolean, {
    description:
      'Whether the registrar said that the worker works, and is neither employed nor a civil servant.',
  })
  standingDeclared!: boolean;

  @Column('uuid', { name: 'registered_by' })
  registeredBy!: string;

  @Column('timestamptz', { name: 'registered_at' })
  @Field(() => Date)
  registeredAt!: string;

  @Column('boolean')
  @Field(() => Boolean, { description: 'An invented person, for demonstration.' })
  sample!: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The last day under the age limit: by then the first month must have begun. Null for a member already, who may go ' +
      'on, and for whoever neither registered the worker nor answers for the kecamatan or the city.',
  })
  eligibleUntil?: LocalDate | null;

  @Field(() => WorkerConsent, {
    nullable: true,
    description: 'Null for whoever neither registered the worker nor answers for the kecamatan or the city.',
  })
  consent?: WorkerConsent | null;

  @Field(() => Card, { nullable: true, description: 'The latest card of BPJS Ketenagakerjaan.' })
  card?: Card | null;

  @Field(() => [Protection], { description: 'Months some pledge holds, oldest first.' })
  protections?: Protection[];

  @Field(() => WorkerTimeline, {
    description: 'Covered months with the fund of each, gaps, and the clocks that run on them.',
  })
  timeline?: WorkerTimeline;
}

export const WorkerConnection = Connection(Worker);

/** Who read a NIK, and why. Written in the same transaction as the answer; nobody changes or removes it. */
@Entity('nik_reveal')
export class NikReveal {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  @Column('uuid', { name: 'revealed_by' })
  revealedBy!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text')
  reason!: string;
}
