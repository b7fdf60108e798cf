import type { LocalDate } from '@lindungi/jamsostek';
import { columnsOf, LocalDateScalar, PrintedFile, printedFile, Refusal, refusing } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { Worker } from '../worker/worker.entity';
import { readWorkers } from '../worker/worker.resolver';
import { accessPaper } from './access.paper';
import { answerAccessOnce, dataOf } from './access.service';
import { correctWorkerOnce } from './correction.service';
import { Departure } from './data-request.entity';
import { warningOf } from './departure.rules';
import { type Departure as Departed, eraseWorkerOnce, withdrawConsentOnce } from './erasure.service';
import { readingOf } from './readable.rules';

@InputType()
abstract class AnswerInput {
  @Field(() => ID)
  requestId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class AnswerDataAccessInput extends AnswerInput {}

@InputType()
export class WithdrawConsentInput extends AnswerInput {}

@InputType()
export class EraseWorkerInput extends AnswerInput {}

@InputType()
export class CorrectWorkerInput extends AnswerInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  birthDate?: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Of the same kecamatan.' })
  kelurahan?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;
}

@ObjectType()
export class AnswerDataAccessPayload {
  @Field(() => [PrintedFile], {
    nullable: true,
    description: 'Everything kept: for machines (JSON), and to read (PDF).',
  })
  files?: PrintedFile[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class CorrectWorkerPayload {
  @Field(() => Worker, { nullable: true })
  worker?: object | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
abstract class DeparturePayload {
  @Field(() => Departure, { nullable: true })
  departure?: Departure | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class WithdrawConsentPayload extends DeparturePayload {}

@ObjectType()
export class EraseWorkerPayload extends DeparturePayload {}

const REQUEST_REFUSALS =
  'DATA_REQUEST_NOT_FOUND, DATA_REQUEST_ANSWERED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED';

@Resolver()
export class AnswerResolver {
  @Authorized('ADMIN')
  @Mutation(() => AnswerDataAccessPayload, {
    description: `Answers a request for access with everything that is kept, numbers in full. Refuses with ${REQUEST_REFUSALS}.`,
  })
  answerDataAccess(
    @Arg('input', () => AnswerDataAccessInput) input: AnswerDataAccessInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<AnswerDataAccessPayload> {
    const by = actorOf(ctx);
    return refusing<AnswerDataAccessPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'answerDataAccess', input);
      const { workerId } = await ctx.inCity((tx) => answerAccessOnce(tx, asked, input.requestId, by));
      const data = await ctx.inCity((tx) => dataOf(tx, ctx.own.vault, workerId));
      const reading = readingOf(ctx.city, ctx.own.law);
      const paper = await accessPaper(data, { city: ctx.city.name, on: ctx.today, reading });
      const name = `salinan-data-${ctx.today}`;
      const json = Buffer.from(JSON.stringify(data, null, 2));
      return { files: [printedFile(name, 'json', json), printedFile(name, 'pdf', paper)] };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => CorrectWorkerPayload, {
    description:
      `Corrects a worker as the request asks, and answers it. Refuses with ${REQUEST_REFUSALS}, NOTHING_TO_CORRECT, ` +
      'OTHER_KECAMATAN, WORKER_NAME_REFUSED, BIRTH_DATE_REFUSED, WORKER_TOO_OLD, KELURAHAN_UNKNOWN, PHONE_MALFORMED.',
  })
  correctWorker(
    @Arg('input', () => CorrectWorkerInput) input: CorrectWorkerInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CorrectWorkerPayload> {
    const desk = { vault: ctx.own.vault, by: actorOf(ctx), today: ctx.today };
    return refusing<CorrectWorkerPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'correctWorker', input);
      const { workerId } = await ctx.inCity((tx) => correctWorkerOnce(tx, asked, input, desk));
      return { worker: (await readWorkers([{ id: workerId }], ctx, columnsOf(info, 'worker')))[0] ?? null };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => WithdrawConsentPayload, {
    description:
      'Ends the use of the data: no new month is reserved, unpaid ones are given up, paid ones stay. Refuses with ' +
      `${REQUEST_REFUSALS}.`,
  })
  withdrawConsent(
    @Arg('input', () => WithdrawConsentInput) input: WithdrawConsentInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<WithdrawConsentPayload> {
    const desk = { vault: ctx.own.vault, by: actorOf(ctx), today: ctx.today };
    return refusing<WithdrawConsentPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'withdrawConsent', input);
      return {
        departure: shown(
          ctx,
          await ctx.inCity((tx) => withdrawConsentOnce(tx, asked, input.requestId, desk)),
        ),
      };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => EraseWorkerPayload, {
    description:
      'Takes the identity out of what is stored; months and money stay, and name nobody. While BPJS has yet to answer ' +
      `for paid months it waits for that. Refuses with ${REQUEST_REFUSALS}.`,
  })
  eraseWorker(
    @Arg('input', () => EraseWorkerInput) input: EraseWorkerInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<EraseWorkerPayload> {
    const desk = { vault: ctx.own.vault, by: actorOf(ctx), today: ctx.today };
    return refusing<EraseWorkerPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'eraseWorker', input);
      return {
        departure: shown(ctx, await ctx.inCity((tx) => eraseWorkerOnce(tx, asked, input.requestId, desk))),
      };
    });
  }
}

const shown = (ctx: BeneficiariesContext, left: Departed): Departure => ({
  freed: left.freed,
  protectedUntil: left.protectedUntil,
  waits: left.waits,
  warning: warningOf(left)[ctx.language],
});
