import { setFlagsFromString } from 'node:v8';
import { LIMITS } from '@lindungi/federation';
import { AuditRefused, auditSettings, startAudit } from './audit';
import { EnvironmentRefused, gatewayEnvironment } from './environment';
import { startGateway } from './gateway';

// Bodies of answers lie outside the heap: counted apart, V8 cleared out all of it for every 64 MB of them. A Node that
// does not know this says so and goes on; on its command line it would not start.
setFlagsFromString('--external-memory-accounted-in-global-limit');

function log(line: object): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), room: 'gateway', ...line })}\n`);
}

async function main(): Promise<void> {
  const audit = auditSettings(process.argv.slice(2));
  const starting = audit ? startAudit(audit, log) : startGateway(gatewayEnvironment(), LIMITS, log);
  process.on('SIGHUP', () => {
    starting.then(
      (it) => it.readAgain(),
      () => {}, // It ends anyway.
    );
  });
  const gateway = await starting;
  const { port, metricsPort } = gateway;
  process.stdout.write(`${JSON.stringify({ ready: 'gateway', port, metricsPort })}\n`);
  const stop = () => {
    gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
  const known =
    error instanceof EnvironmentRefused || error instanceof AuditRefused || error.code === 'EADDRINUSE';
  const sentence =
    error.code === 'EADDRINUSE'
      ? `The gateway cannot start: port ${(error as { port?: number }).port} is in use; stop the other program or set another port.`
      : error.message;
  process.stderr.write(`${known ? sentence : (error.stack ?? error.message)}\n`);
  process.exit(1);
});
