import { bodyOf, WorkerFileProgressed } from '@lindungi/events';
import {
  ADDRESS_SECONDS,
  columnsOf,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  pageOf,
  Refusal,
  refusing,
  type Streamed,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
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
  Root,
  Subscription,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { signUpload } from './address';
import {
  WorkerFile,
  WorkerFileConnection,
  type WorkerFileProblem,
  WorkerFileProblemConnection,
  WorkerFileUpdate,
  WorkerUpload,
} from './intake.entity';
import { WorkerFileNotFound } from './intake.errors';
import { fileById, filesByTime, problemsByRow } from './intake.loaders';
import { importFileOnce } from './intake.service';

@InputType()
export class ImportWorkerFileInput {
  @Field(() => ID, { description: 'As the upload answered it.' })
  fileId!: string;

  @Field(() => String, { description: 'The same key with the same input is answered as before.' })
  idempotencyKey!: string;
}

@ObjectType()
export class ImportWorkerFilePayload {
  @Field(() => WorkerFile, {
    nullable: true,
    description: 'It is being imported; workerFileProgress tells how far.',
  })
  file?: WorkerFile | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ArgsType()
class ProblemArgs extends PageArgs {
  @Field(() => ID, { description: 'Of the file.' })
  fileId!: string;
}

const EVERY = ['state', 'why', 'rows', 'fit', 'known', 'refused', 'imported', 'registered', 'uploadedAt'];

@Resolver()
export class IntakeResolver {
  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => WorkerUpload, {
    description:
      'Where a list of workers is sent (POST, CSV in UTF-8, at most 32 MiB and 100,000 rows). Columns: nama, nik, ' +
      'tanggal_lahir, pekerjaan, kelurahan, hubungan, persetujuan_lewat, persetujuan_oleh, versi_persetujuan, ' +
      'tanggal_persetujuan; and pekerjaan_kedua, tempat_kerja, telepon, bekerja, karyawan, asn. Nobody is registered by it.',
  })
  workerUpload(@Ctx() ctx: BeneficiariesContext): WorkerUpload {
    const exp = Math.floor(Date.now() / 1000) + ADDRESS_SECONDS;
    const signed = signUpload(ctx.own.fileKey, { city: ctx.city.code, ...actorOf(ctx), exp });
    return { path: `/files/workers/${signed}`, until: new Date(exp * 1000) };
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => WorkerFile, { nullable: true, description: 'Null also for a file the caller may not see.' })
  workerFile(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WorkerFile | null> {
    return fileById(ctx, id, columnsOf(info));
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => WorkerFileConnection, {
    description: 'Files the caller has sent, latest first; an administrator has all.',
  })
  async workerFiles(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<WorkerFile>> {
    const rows = await filesByTime(ctx, page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, page.first, (row) => [row.uploadedAt, row.id]);
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => WorkerFileProblemConnection, { description: 'What is wrong with a file, by row and column.' })
  async workerFileProblems(
    @Args(() => ProblemArgs) { fileId, ...page }: ProblemArgs,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<Page<WorkerFileProblem>> {
    const rows = await problemsByRow(ctx, fileId, page);
    return pageOf(rows, page.first, ({ row, column }) => [row, column]);
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => ImportWorkerFilePayload, {
    description:
      'Registers the people of a file that was looked through; lines with something wrong are left out. Refuses with ' +
      'WORKER_FILE_NOT_FOUND, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  importWorkerFile(
    @Arg('input', () => ImportWorkerFileInput) input: ImportWorkerFileInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ImportWorkerFilePayload> {
    return refusing<ImportWorkerFilePayload>(ctx, async () => {
      const asked = askedBy(ctx, 'importWorkerFile', input);
      const { id } = await ctx.inCity((tx) => importFileOnce(tx, asked, input.fileId, actorOf(ctx)));
      ctx.own.wakeIntake(ctx.city.code);
      return { file: await fileById(ctx, id, columnsOf(info, 'file')) };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Subscription(() => WorkerFileUpdate, {
    description: 'How far a file is, now and whenever it goes on. Refuses with WORKER_FILE_NOT_FOUND.',
    subscribe: ({ args, context }) => watchFile(context as BeneficiariesContext, args.fileId, args.after),
  })
  workerFileProgress(
    @Root() { value, cursor, gap }: Streamed<WorkerFile>,
    @Arg('fileId', () => ID) _fileId: string,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: BeneficiariesContext,
  ): WorkerFileUpdate {
    return { file: value, cursor, gap: gapOf(gap, language) };
  }
}

/** Whose file it is, is asked anew for every event; of several that wait only the newest is told. */
async function watchFile(
  ctx: BeneficiariesContext,
  fileId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<WorkerFile>>> {
  const now = async () => {
    const file = await fileById(ctx, fileId, EVERY);
    if (!file) throw new WorkerFileNotFound();
    return file;
  };
  await now();
  return ctx.live.stream<WorkerFile>({
    city: ctx.city,
    names: [WorkerFileProgressed.name],
    match: (told) => bodyOf(WorkerFileProgressed, told).fileId === fileId,
    coalesce: () => fileId,
    after,
    snapshot: now,
    change: now,
  });
}
