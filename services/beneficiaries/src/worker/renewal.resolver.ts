import { columnsOf, Refusal, refusing } from '@lindungi/subgraph';
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
import { ConsentInput } from './register.resolver';
import { renewConsentOnce } from './renewal.service';
import { Worker } from './worker.entity';
import { readWorkers } from './worker.resolver';

@InputType()
export class RenewConsentInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => ConsentInput)
  consent!: ConsentInput;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
export class RenewConsentPayload {
  @Field(() => Worker, { nullable: true })
  worker?: object | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class RenewalResolver {
  @Authorized('DONOR', 'DISTRICT', 'ADMIN')
  @Mutation(() => RenewConsentPayload, {
    description:
      'Writes down a consent given anew: one that was withdrawn, by the worker alone, or one to another wording. Refuses with ' +
      'WORKER_NOT_FOUND, CONSENT_REFUSED, CONSENT_NOT_RENEWED, CONSENT_STANDS, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  renewConsent(
    @Arg('input', () => RenewConsentInput) input: RenewConsentInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RenewConsentPayload> {
    return refusing<RenewConsentPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'renewConsent', input);
      const desk = { by: actorOf(ctx), today: ctx.today };
      const id = await ctx.inCity((tx) => renewConsentOnce(tx, asked, input, desk));
      return { worker: (await readWorkers([id], ctx, columnsOf(info, 'worker')))[0] ?? null };
    });
  }
}
