/**
 * Whose names and pledges a caller may see: everyone's in the city, one's own, or nobody's.
 * A query takes both: rows of everyone when `everyone`, else of the donor `self`, else none.
 */
export interface Sight {
  everyone: boolean;
  self: string | null;
}
