import 'reflect-metadata';
import { Directive, Field, ObjectType } from 'type-graphql';

/** A file that people open. */
@ObjectType({ description: 'A file that people open.' })
@Directive('@shareable')
export class PrintedFile {
  @Field(() => String, { description: 'What to save it as; no name of a person is in it.' })
  name!: string;

  @Field(() => String, {
    description: "'application/pdf', 'image/svg+xml', 'application/json', 'text/csv' or the type of XLSX.",
  })
  mediaType!: string;

  @Field(() => String, { description: 'Its bytes, in base64.' })
  content!: string;
}

const MEDIA = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The file of these bytes. @param name  without its ending */
export function printedFile(name: string, ending: keyof typeof MEDIA, bytes: Buffer): PrintedFile {
  return { name: `${name}.${ending}`, mediaType: MEDIA[ending], content: bytes.toString('base64') };
}
