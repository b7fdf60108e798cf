import type { ProcessName } from '../house/processes';
import { type Finding, ill, well } from './finding';

const LONGEST_MS = 2_000;

/** Asks each process whether it is well. */
export function lookAtProcesses(urls: Readonly<Record<ProcessName, string>>): Promise<Finding[]> {
  return Promise.all(
    Object.entries(urls).map(async ([name, url]) => {
      try {
        const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(LONGEST_MS) });
        if (answer.ok) return well(name, `sehat di ${url}`);
        return ill(name, `menjawab ${answer.status} di ${url}`, 'Lihat catatannya di folder logs');
      } catch {
        return ill(
          name,
          `tidak menjawab di ${url}`,
          'Nyalakan dengan "npm start"; bila sudah, lihat catatannya di folder logs',
        );
      }
    }),
  );
}
