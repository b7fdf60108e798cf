/** SQLSTATE classes and codes: connection, resources, shutdown; serialization, deadlock, lock timeout. */
const states = /^(08...|53...|57P0.|40001|40P01|55P03)$/;
const sockets = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What pg says without a code. */
const words = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** Whether an error is the database's or the network's bad day, which passes, and no fault of the work. */
export function isWeather(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? states.test(code) || sockets.test(code) : words.test(error.message);
}
