/** One line of the doctor: what was looked at, what was seen, and what to do when it is not well. */
export interface Finding {
  what: string;
  well: boolean;
  seen: string;
  /** Only when not well. */
  todo?: string;
}

export function well(what: string, seen: string): Finding {
  return { what, well: true, seen };
}

export function ill(what: string, seen: string, todo: string): Finding {
  return { what, well: false, seen, todo };
}

/** `ok     Node: 24.21.0` */
export function lineOf({ what, well: isWell, seen, todo }: Finding): string {
  return `${isWell ? 'ok    ' : 'gagal '} ${what}: ${seen}${todo ? `. ${todo}` : ''}`;
}
