/** The life of a reservation, in order. `cancelled` can be reached from the first three. */
export type State = 'wished' | 'held' | 'paid' | 'arrived' | 'left' | 'cancelled';

export function mayCancel(state: State): boolean {
  return state === 'wished' || state === 'held' || state === 'paid';
}
