import type { DataRequestKind } from '@lindungi/jamsostek';
import { columnsOf, type Page, PageArgs, pageOf, Refusal, refusing } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { sightOf } from '../worker/sight.rules';
import {
  DataRequest,
  DataRequestConnection,
  DataRequestKindEnum,
  RequestAskerEnum,
  RequestChannelEnum,
  RequestStateEnum,
} from './data-request.entity';
import { type RequestSight, readRequest, requestsByAge } from './data-request.loaders';
import { recordRequestOnce, refuseRequestOnce } from './request.service';
import type { RequestAsker, RequestChannel, RequestState } from './request-state';

@InputType()
export class RecordDataRequestInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => DataRequestKindEnum)
  kind!: DataRequestKind;

  @Field(() => RequestAskerEnum)
  askedBy!: RequestAsker;

  @Field(() => RequestChannelEnum)
  channel!: RequestChannel;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class RefuseDataRequestInput {
  @Field(() => ID)
  requestId!: string;

  @Field(() => String, {
    description: 'Told to whoever asked, and kept: 10 to 300 letters, and no NIK in it.',
  })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
abstract class RequestPayload {
  @Field(() => DataRequest, { nullable: true })
  request?: DataRequest | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class RecordDataRequestPayload extends RequestPayload {}

@ObjectType()
export class RefuseDataRequestPayload extends RequestPayload {}

/** Whose requests the caller may see; an auditor sees all, and no person by them. */
export function requestSight({ principal }: BeneficiariesContext): RequestSight {
  const { everyone, area } = sightOf(principal);
  return { everyone: everyone || principal.roles.includes('AUDITOR'), area };
}

@Resolver()
export class RequestResolver {
  @Authorized('ADMIN', 'DISTRICT', 'AUDITOR')
  @Query(() => DataRequestConnection, {
    description:
      "Requests of workers about their data, latest first; a district officer sees those of the own kecamatan's workers.",
  })
  async dataRequests(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => RequestStateEnum, { nullable: true }) state: RequestState | null,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<DataRequest>> {
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await requestsByAge(ctx, requestSight(ctx), page, state ?? null, asked);
    return pageOf(rows, page.first, (row) => [row.askedAt, row.id]);
  }

  @Authorized('ADMIN', 'DISTRICT')
  @Mutation(() => RecordDataRequestPayload, {
    description:
      'Writes down what a worker, or somebody for them, asks; the 3x24 hours begin. Refuses with WORKER_NOT_FOUND, ' +
      'IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  recordDataRequest(
    @Arg('input', () => RecordDataRequestInput) input: RecordDataRequestInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RecordDataRequestPayload> {
    const { law } = ctx.own;
    const desk = { law, by: actorOf(ctx), sight: sightOf(ctx.principal), today: ctx.today };
    return refusing<RecordDataRequestPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'recordDataRequest', input);
      const { id } = await ctx.inCity((tx) => recordRequestOnce(tx, asked, input, desk));
      return { request: await readRequest(ctx, requestSight(ctx), id, columnsOf(info, 'request')) };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => RefuseDataRequestPayload, {
    description:
      'Refuses what is asked, with a reason. Refuses with DATA_REASON_REFUSED, DATA_REQUEST_NOT_FOUND, ' +
      'DATA_REQUEST_ANSWERED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  refuseDataRequest(
    @Arg('input', () => RefuseDataRequestInput) input: RefuseDataRequestInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RefuseDataRequestPayload> {
    const by = actorOf(ctx);
    return refusing<RefuseDataRequestPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'refuseDataRequest', input);
      await ctx.inCity((tx) => refuseRequestOnce(tx, asked, input, by));
      return {
        request: await readRequest(ctx, requestSight(ctx), input.requestId, columnsOf(info, 'request')),
      };
    });
  }
}
