import { Connection } from '@lindungi/subgraph';
import type { Post } from '@lindungi/tenancy';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Agency } from '../agency/agency.entity';

export const PostEnum: Readonly<Record<Post, Post>> = {
  JPT_PRATAMA: 'JPT_PRATAMA',
  ADMINISTRATOR: 'ADMINISTRATOR',
  OTHERS: 'OTHERS',
};
registerEnumType(PostEnum, {
  name: 'Post',
  description: 'Level of post by UU 20/2023, as far as the appeal of a city tells levels apart.',
});

export type CivilServantKind = 'PNS' | 'PPPK';
export const CivilServantKindEnum: Readonly<Record<CivilServantKind, CivilServantKind>> = {
  PNS: 'PNS',
  PPPK: 'PPPK',
};
registerEnumType(CivilServantKindEnum, { name: 'CivilServantKind' });

/**
 * A civil servant on the city's roster, who may give.
 *
 * The NIP itself is kept nowhere: the id is its keyed hash, and the mask is what people recognise.
 */
@Entity('donor')
@ObjectType({ description: "A civil servant on the city's roster, who may give." })
@Directive('@key(fields: "id")')
export class Donor {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String)
  name!: string;

  @Column('text', { name: 'masked_nip' })
  @Field(() => String, { description: 'Masked: only the last four digits are kept.' })
  nip!: string;

  @Column('text')
  @Field(() => CivilServantKindEnum)
  kind!: CivilServantKind;

  @Column('text')
  @Field(() => PostEnum)
  post!: Post;

  @Column('text', { name: 'agency' })
  agencyCode!: string;

  @Field(() => Agency, { nullable: true, description: 'Null when the city no longer lists the agency.' })
  agency?: Agency | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether they want to be thanked in public; told to themselves alone.',
  })
  thankedPublicly?: boolean | null;

  @Column('boolean')
  @Field(() => Boolean, { description: 'An invented person, for demonstration.' })
  sample!: boolean;
}

export const DonorConnection = Connection(Donor);
