import { LapseNear, type Listener, listener } from '@lindungi/events';
import { keepNearing } from './nearing.service';

/** Billing counts the days; who the worker is, and who answers for the kecamatan, is known here. */
export const nearingListeners: readonly Listener[] = [listener(LapseNear, keepNearing)];
