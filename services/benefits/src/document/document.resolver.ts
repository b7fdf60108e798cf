import { randomUUID } from 'node:crypto';
import { ADDRESS_SECONDS, Refusal, refusing, signedIn } from '@lindungi/subgraph';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { type FileAddress, signDocument } from './address';
import { PaperEnum } from './document.entity';
import { mayHandIn, mayRead } from './document.service';
import type { Paper } from './paper.rules';

@ObjectType({
  description: 'An address that stands for its holder, once and for a few minutes; show it to nobody.',
})
class DocumentAddress {
  @Field(() => String, { description: "A path on the graph's own host." })
  path!: string;

  @Field(() => Date)
  until!: Date;
}

@InputType()
class AddressForPaperInput {
  @Field(() => ID)
  claimId!: string;

  @Field(() => PaperEnum)
  paper!: Paper;

  @Field(() => String, { description: 'Only its ending counts: .pdf, .jpg, .jpeg or .png. It is not kept.' })
  fileName!: string;

  @Field(() => Int, { description: 'Bytes, 8 MiB at most; as many must come.' })
  size!: number;
}

@InputType()
class AddressOfDocumentInput {
  @Field(() => ID)
  documentId!: string;
}

@ObjectType()
class DocumentAddressPayload {
  @Field(() => DocumentAddress, { nullable: true })
  address?: DocumentAddress;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class DocumentResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => DocumentAddressPayload, {
    description:
      'An address to POST one file to, for one paper of a claim. Refuses with CLAIM_NOT_FOUND, FILE_KIND_REFUSED, FILE_SIZE_REFUSED, DOCUMENTS_TOO_MANY.',
  })
  addressForPaper(
    @Arg('input', () => AddressForPaperInput) { claimId, paper, fileName, size }: AddressForPaperInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<DocumentAddressPayload> {
    const file = { claimId, paper, name: fileName, size };
    return refusing<DocumentAddressPayload>(ctx, async () => {
      const may = await ctx.inCity((tx) => mayHandIn(tx, actorOf(ctx), file));
      return { address: addressOf(ctx, { what: 'in', ...may, paper, size }) };
    });
  }

  @Authorized(...CLAIM_ROLES)
  @Mutation(() => DocumentAddressPayload, {
    description:
      'An address to GET one document from; that somebody read it stays written. Refuses with DOCUMENT_NOT_FOUND.',
  })
  addressOfDocument(
    @Arg('input', () => AddressOfDocumentInput) { documentId }: AddressOfDocumentInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<DocumentAddressPayload> {
    return refusing<DocumentAddressPayload>(ctx, async () => {
      const may = await ctx.inCity((tx) => mayRead(tx, actorOf(ctx), documentId));
      return { address: addressOf(ctx, { what: 'out', ...may }) };
    });
  }
}

type Use =
  | Pick<Extract<FileAddress, { what: 'in' }>, 'what' | 'claimId' | 'paper' | 'type' | 'size'>
  | Pick<Extract<FileAddress, { what: 'out' }>, 'what' | 'documentId'>;

function addressOf(ctx: BenefitsContext, use: Use): DocumentAddress {
  const exp = Math.floor(Date.now() / 1000) + ADDRESS_SECONDS;
  const whose = { city: ctx.city.code, id: randomUUID(), exp, subject: signedIn(ctx) };
  const signed = signDocument(ctx.own.documentKey, { ...whose, ...use });
  return { path: `/files/documents/${signed}`, until: new Date(exp * 1000) };
}
