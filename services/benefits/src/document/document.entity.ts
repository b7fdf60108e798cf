import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ToldByEnum } from '../claim/step.entity';
import type { Step } from '../claim/step.rules';
import { PAPERS, type Paper } from './paper.rules';

export const PaperEnum = Object.fromEntries(PAPERS.map((it) => [it, it])) as { [One in Paper]: One };
registerEnumType(PaperEnum, {
  name: 'ClaimPaperKind',
  description: 'FORM_3: stage I of an accident; FORM_3A: stage II; FORM_3B: the doctor.',
});

@ObjectType({
  description: 'A file that was handed in. Its name is not kept, and its content is kept sealed.',
})
export class ClaimDocument {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'application/pdf, image/jpeg or image/png, by its content.' })
  type!: string;

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;

  @Field(() => String, { description: 'Of the bytes as they came, in hex.' })
  sha256!: string;

  @Field(() => Date)
  uploadedAt!: string;
}

@ObjectType({ description: 'Somebody held the paper itself in their hands. Who that was, the trail says.' })
export class PaperSeen {
  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => ToldByEnum)
  by!: Step['toldBy'];
}

@ObjectType({ description: 'A paper that BPJS asks for.' })
export class ClaimPaper {
  @Field(() => PaperEnum)
  paper!: Paper;

  @Field(() => String, { description: "What it is called, in the caller's language." })
  name!: string;

  @Field(() => Boolean, {
    description: 'Without it the claim is not whole; otherwise only where there is one.',
  })
  needed!: boolean;

  @Field(() => Boolean, { description: 'Needed, and neither here as a file nor seen.' })
  missing!: boolean;

  @Field(() => PaperSeen, {
    nullable: true,
    description: 'The paper itself was shown, where nobody can scan it; null while nobody says so.',
  })
  seen!: PaperSeen | null;

  @Field(() => [ClaimDocument], { description: 'Files that are here, oldest first.' })
  documents!: ClaimDocument[];
}
