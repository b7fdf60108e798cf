import 'reflect-metadata';
import { readLaw } from '@lindungi/jamsostek';
import { clockOf, runProcess, startSubgraph } from '@lindungi/subgraph';
import { Card } from './card/card.entity';
import { cardDoor } from './card/card-door';
import { CheckPace } from './card/check-pace';
import type { Own } from './context';
import { dutkListeners } from './dutk/dutk.listener';
import { dutkFiles } from './dutk/file-door';
import { beneficiariesEnvironment } from './environment';
import { graph } from './graph';
import { workerFiles } from './intake/file-door';
import { intakeDesk } from './intake/intake.listener';
import { nearingListeners } from './nearing/nearing.listener';
import { requestRounds } from './privacy/request-clock.listener';
import { retentionRounds } from './privacy/retention.listener';
import { statementListeners } from './privacy/statement.listener';
import { lapseRounds } from './protection/lapse.listener';
import { Protection, Reservation, ReservationRelease } from './protection/protection.entity';
import { protectionListeners } from './protection/protection.listener';
import { openVault } from './worker/vault';
import { NikReveal, Worker } from './worker/worker.entity';

void runProcess('beneficiaries', async () => {
  const { vaultKeys, ...environment } = beneficiariesEnvironment();
  const [law, vault] = [readLaw(), openVault(vaultKeys)];
  const { passKey: fileKey } = environment;
  const intake = intakeDesk(vault, law);
  const wakeIntake = (city: string) => intake.wake(city);
  const own: Own = { law, vault, fileKey, wakeIntake, pace: new CheckPace() };
  await startSubgraph({
    ...graph,
    environment,
    entities: [Worker, NikReveal, Card, Protection, Reservation, ReservationRelease],
    listeners: [
      ...protectionListeners(vault, clockOf(environment)),
      ...dutkListeners,
      ...nearingListeners,
      ...statementListeners,
    ],
    handlers: ({ db, cities, log }) => [
      dutkFiles({ ...own, db, cities, key: fileKey, log }),
      cardDoor({ db, cities, pace: own.pace, log }),
      workerFiles({ db, cities, key: fileKey, vault, log, wake: wakeIntake }),
    ],
    own,
    onStart: async (parts) => {
      const stops = [
        ...[lapseRounds(vault, law)(parts), retentionRounds(vault, law)(parts)],
        ...[requestRounds(parts), intake.open(parts)],
      ];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  });
});
