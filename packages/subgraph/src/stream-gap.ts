import 'reflect-metadata';
import type { Update } from '@lindungi/events';
import { Directive, Field, ObjectType } from 'type-graphql';

/** Said once to a client whose cursor is too old, or of another life of the database: nothing is skipped silently. */
@ObjectType({ description: 'Changes between the cursor and this update could not be told one by one.' })
@Directive('@shareable')
export class StreamGap {
  @Field(() => Boolean, { description: 'What the client holds may be old: ask for it again.' })
  refetch!: boolean;

  @Field(() => String)
  reason!: string;
}

/** The `gap` field of an update, from what `live.stream` says of it. */
export function gapOf(gap: boolean, language: 'id' | 'en'): StreamGap | null {
  if (!gap) return null;
  const reason =
    language === 'id'
      ? 'Sebagian perubahan tidak dapat diputar ulang; muat ulang data Anda.'
      : 'Some changes cannot be replayed; load your data again.';
  return { refetch: true, reason };
}

/** What `live.stream` yields, and so the root of a subscription's resolver. */
export type Streamed<T> = Update<T>;
