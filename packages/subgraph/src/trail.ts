import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Args,
  ArgsType,
  Authorized,
  type ClassType,
  Ctx,
  Directive,
  Field,
  ID,
  Info,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { type Columns, columnsOf, selectList } from './columns';
import type { Context } from './context';
import type { ServiceName } from './environment';
import { afterKey, Connection, type Page, PageArgs, pageLimit, pageOf } from './page';
import { DateTime } from './scalars';

/** One deed as its city's auditor reads it: see `recordDeed` of packages/tenancy. */
@ObjectType({ description: 'Something that was done, and stays written: who, what, when and why.' })
@Directive('@shareable')
export class Deed {
  @Field(() => ID, { description: 'Its place in the trail of its service; later deeds have higher ones.' })
  number!: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  at!: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'Who did it; null is the house itself, by a clock or an event.',
  })
  subject!: string | null;

  @Field(() => [String], { description: 'The roles they had.' })
  roles!: string[];

  @Field(() => String, { description: 'The mutation: `markCardHandedOver`.' })
  act!: string;

  @Field(() => String, { description: 'What it was done to: the name of a type.' })
  kind!: string;

  @Field(() => ID, { description: 'The id of that object.' })
  object!: string;

  @Field(() => String, { nullable: true, description: 'In their own words, where the act asks for them.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'What was changed, before: JSON, without NIK or NIP.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What was changed, after: JSON, without NIK or NIP.' })
  after!: string | null;
}

@ArgsType()
class TrailArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only deeds on this type of object.' })
  kind?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only deeds on the object of this id.' })
  object?: string | null;
}

const DeedConnection = Connection(Deed, { shareable: true });

const columns: Columns = {
  number: 'number::text',
  at: 'at',
  subject: 'subject',
  roles: 'roles',
  act: 'act',
  kind: 'kind',
  object: 'object',
  reason: 'reason',
  before: 'before::text',
  after: 'after::text',
};

/**
 * The query `donorsTrail`, `billingTrail`, ... of a service that keeps a `deed` table: everything that was done
 * there, latest first, for the city's officer and its auditor.
 */
export function trailOf(service: ServiceName): ClassType {
  @Resolver()
  class TrailResolver {
    @Authorized('ADMIN', 'AUDITOR')
    @Query(() => DeedConnection, {
      name: `${service}Trail`,
      description: `What was done in ${service}, latest first; nothing is ever taken out of it.`,
    })
    async trail(
      @Args(() => TrailArgs) { kind, object, first, after }: TrailArgs,
      @Ctx() ctx: Context,
      @Info() info: GraphQLResolveInfo,
    ): Promise<Page<Deed>> {
      const [before] = afterKey(after, 'number') ?? [];
      const asked = columnsOf(info, 'edges', 'node');
      const rows = await ctx.read<Deed>(
        `select ${selectList(columns, asked, ['number'])} from deed
          where city_id = $1 and ($2::bigint is null or number < $2)
            and ($3::text is null or kind = $3) and ($4::text is null or object = $4)
          order by deed.number desc limit $5`,
        [ctx.city.code, before ?? null, kind ?? null, object ?? null, pageLimit(first)],
      );
      return pageOf(rows, first, (row) => [Number(row.number)]);
    }
  }
  return TrailResolver;
}
