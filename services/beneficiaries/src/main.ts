import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { Card } from './card/card.entity';
import { cardDoor } from './card/card-door';
import { CheckPace } from './card/check-pace';
import type { Own } from './context';
import { beneficiariesEnvironment } from './environment';
import { graph } from './graph';
import { RetentionWatch } from './privacy/retention.listener';
import { statementListeners } from './privacy/statement.listener';
import { LapseWatch } from './protection/lapse.listener';
import { Protection, Reservation, ReservationRelease } from './protection/protection.entity';
import { protectionListeners } from './protection/protection.listener';
import { openVault } from './worker/vault';
import { NikReveal, Worker } from './worker/worker.entity';

void runProcess('beneficiaries', async () => {
  const { vaultKeys, ...environment } = beneficiariesEnvironment();
  const own: Own = { law: readLaw(), vault: openVault(vaultKeys), pace: new CheckPace() };
  await startSubgraph({
    ...graph,
    environment,
    entities: [Worker, NikReveal, Card, Protection, Reservation, ReservationRelease],
    listeners: [...protectionListeners(own.vault, clockOf(environment)), ...statementListeners],
    own,
    handlers: ({ db, cities, log }) => [cardDoor({ db, cities, pace: own.pace, log })],
    onStart: async (parts) => {
      const watches = [new LapseWatch(own.vault, own.law), new RetentionWatch(own.vault, own.law)];
      const stops = watches.map((watch) => watch.open(parts));
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  });
});
