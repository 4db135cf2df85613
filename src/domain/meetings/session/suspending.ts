/** What suspending a meeting, and going on with it, waits for (domain.md 2.3). */
export const suspending = {
  isSuspendedByChair: {
    sentence: 'The chair suspends the meeting.',
    holds: ({ suspendedByChair }: { suspendedByChair?: boolean | undefined }) => suspendedByChair === true,
  },
  hasSuspendReason: {
    sentence: 'Say why the meeting is suspended.',
    holds: ({ suspendReasonGiven }: { suspendReasonGiven?: boolean | undefined }) => suspendReasonGiven === true,
    onForm: true,
  },
  hasSeenRoom: {
    sentence: 'Record who is in the room now: a suspended meeting goes on with people who were looked at.',
    holds: (_facts: object, { roomSeen }: { readonly roomSeen?: boolean }) => roomSeen === true,
  },
} as const;
