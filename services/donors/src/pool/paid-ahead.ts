/**
 * Whether a month is paid for the worker of a row `p` of `pledge` that BPJS has not receipted, whoever paid it, as
 * SQL; `$1` is the city. Billing counts from the last receipted month, and would find the one after it paid.
 */
export const PAID_AHEAD = `
  exists (select from pledge other
            join pledge_month m on m.city_id = $1 and m.pledge_id = other.id
           where other.city_id = $1 and other.worker_id = p.worker_id and m.paid and not m.protected)`;
