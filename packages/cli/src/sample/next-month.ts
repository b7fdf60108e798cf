/** The month after the one of a day: '2026-12-24' → '2027-01'. */
export function nextMonthOf(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}
