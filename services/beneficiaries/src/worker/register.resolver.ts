import type { LocalDate } from '@lindungi/jamsostek';
import { columnsOf, DateTime, LocalDateScalar, Refusal, RowRefusal, refusing } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import type { ConsentChannel, ConsentDeclarant } from './consent';
import { ConsentChannelEnum, ConsentDeclarantEnum } from './consent.entity';
import { WorkerStandingInput } from './eligibility.resolver';
import { revealNik } from './reveal.service';
import { Worker } from './worker.entity';
import { readInOrder, readWorkers } from './worker.resolver';
import { importWorkersOnce, type Registry, registerWorkerOnce } from './worker.service';

@InputType()
export class ConsentInput {
  @Field(() => ConsentChannelEnum)
  channel!: ConsentChannel;

  @Field(() => ConsentDeclarantEnum)
  declaredBy!: ConsentDeclarant;

  @Field(() => String, { description: "Which wording was agreed to, '2026-01'." })
  textVersion!: string;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => DateTime, { nullable: true, description: 'The moment, where it is known; on the day `on`.' })
  at?: Date | null;
}

@InputType()
export class WorkerRowInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, {
    description: 'Sixteen digits; spaces, dots and hyphens are dropped. Never answered.',
  })
  nik!: string;

  @Field(() => LocalDateScalar)
  birthDate!: LocalDate;

  @Field(() => String, { description: 'A code of `occupations`.' })
  occupation!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Another job, a code of `occupations`; the first one decides the sector.',
  })
  secondOccupation?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the work is done, in 2 to 100 letters.' })
  workPlace?: string | null;

  @Field(() => String, { description: "Kemendagri code, '33.74.15.1007'." })
  kelurahan!: string;

  @Field(() => String, { description: "One of the city's `relations`." })
  relation!: string;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => ConsentInput)
  consent!: ConsentInput;

  @Field(() => WorkerStandingInput, {
    nullable: true,
    description: 'What was asked of how the worker lives; left out, it is kept that nobody asked.',
  })
  standing?: WorkerStandingInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'An invented person; the NIK begins with 99.' })
  sample!: boolean;
}

@InputType()
export class RegisterWorkerInput extends WorkerRowInput {
  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class ImportWorkersInput {
  @Field(() => [WorkerRowInput], { description: 'At most 100; send more in several calls.' })
  rows!: WorkerRowInput[];

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class RevealNikInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => String, { description: 'Kept in the audit: 10 to 300 letters, and no NIK in it.' })
  reason!: string;
}

@ObjectType()
export class RegisterWorkerPayload {
  @Field(() => Worker, { nullable: true })
  worker?: object | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class ImportWorkersPayload {
  @Field(() => Int, { nullable: true })
  imported?: number | null;

  @Field(() => [Worker], { nullable: true })
  workers?: readonly object[] | null;

  @Field(() => [RowRefusal], { nullable: true })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class RevealNikPayload {
  @Field(() => String, { nullable: true })
  nik?: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  birthDate?: LocalDate | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

const FORM_REFUSALS =
  'WORKER_NAME_REFUSED, NIK_MALFORMED, SAMPLE_NIK_REFUSED, BIRTH_DATE_REFUSED, WORKER_TOO_OLD, NOT_WORKING, ' +
  'EMPLOYEE_REFUSED, CIVIL_SERVANT_REFUSED, OCCUPATION_UNKNOWN, OCCUPATION_REPEATED, WORK_PLACE_REFUSED, ' +
  'KELURAHAN_UNKNOWN, KELURAHAN_OUTSIDE_AREA, RELATION_UNKNOWN, PHONE_MALFORMED, CONSENT_REFUSED, WORKER_ALREADY_REGISTERED';
const KEY_REFUSALS = 'IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED';

const registryOf = (ctx: BeneficiariesContext): Registry => ({
  ...ctx.own,
  by: actorOf(ctx),
  today: ctx.today,
});

@Resolver()
export class RegisterResolver {
  @Authorized('DONOR', 'DISTRICT', 'ADMIN')
  @Mutation(() => RegisterWorkerPayload, {
    description: `Registers one worker; who withdrew consent and declares it again is brought back, for those who may see them. Refuses with ${FORM_REFUSALS}, ${KEY_REFUSALS}.`,
  })
  registerWorker(
    @Arg('input', () => RegisterWorkerInput) input: RegisterWorkerInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegisterWorkerPayload> {
    return refusing<RegisterWorkerPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'registerWorker', input);
      const id = await ctx.inCity((tx) => registerWorkerOnce(tx, asked, input, registryOf(ctx)));
      return { worker: (await readWorkers([id], ctx, columnsOf(info, 'worker')))[0] ?? null };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => ImportWorkersPayload, {
    description: `Registers up to 100 workers. Refuses with IMPORT_SIZE_REFUSED, ${KEY_REFUSALS}; a row with ${FORM_REFUSALS}.`,
  })
  importWorkers(
    @Arg('input', () => ImportWorkersInput) input: ImportWorkersInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ImportWorkersPayload> {
    return refusing<ImportWorkersPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'importWorkers', input);
      const { ids, refused } = await ctx.inCity((tx) =>
        importWorkersOnce(tx, asked, input.rows, registryOf(ctx)),
      );
      const inWords = refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] }));
      const workers = await readInOrder(ids, ctx, columnsOf(info, 'workers'));
      return { imported: ids.length, workers, refused: inWords };
    });
  }

  @Authorized('BPJS', 'ADMIN')
  @Mutation(() => RevealNikPayload, {
    description:
      'Shows what is otherwise masked. Who asked and why is kept. Refuses with REVEAL_REASON_REFUSED, WORKER_NOT_FOUND.',
  })
  revealNik(
    @Arg('input', () => RevealNikInput) input: RevealNikInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<RevealNikPayload> {
    return refusing<RevealNikPayload>(ctx, () =>
      ctx.inCity((tx) => revealNik(tx, ctx.own.vault, actorOf(ctx), input)),
    );
  }
}
