"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Mutation } from "@/server/trpc/types";
import { call } from "./call";
import { useQueryClient } from "./provider";

export type Callbacks<Input, Output> = {
  onSuccess?: (data: Output, input: Input) => unknown;
  onError?: (error: unknown, input: Input) => unknown;
  /** Runs after either; the mutation stays pending until it has ended. */
  onSettled?: () => unknown;
};

type State<Input, Output> = {
  isSuccess: boolean;
  data: Output | undefined;
  error: unknown;
  /** In milliseconds since 1970; 0 when it was never asked for. */
  submittedAt: number;
} & ({ isPending: true; variables: Input } | { isPending: false; variables: Input | undefined });

const idle = {
  isPending: false as const,
  isSuccess: false,
  data: undefined,
  error: null,
  variables: undefined,
  submittedAt: 0,
};

/** A change that is asked of the server by `mutate`; the state tells of the latest one asked for. */
export function useMutation<Input, Output>(
  options: Mutation<Input, Output> & Callbacks<Input, Output>,
) {
  const { onFailure } = useQueryClient();
  const [state, setState] = useState<State<Input, Output>>(idle);
  const turn = useRef(0);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const mutateAsync = useCallback(
    async (input: Input): Promise<Output> => {
      const own = ++turn.current;
      const asked = { ...idle, variables: input, submittedAt: Date.now() };
      const now = (next: State<Input, Output>) => {
        if (own === turn.current) setState(next);
      };
      now({ ...asked, isPending: true });
      try {
        const data = (await call("mutation", latest.current.path, input)) as Output;
        await latest.current.onSuccess?.(data, input);
        await latest.current.onSettled?.();
        now({ ...asked, isSuccess: true, data });
        return data;
      } catch (error) {
        onFailure(error);
        await latest.current.onError?.(error, input);
        await latest.current.onSettled?.();
        now({ ...asked, error });
        throw error;
      }
    },
    [onFailure],
  );
  const mutate = useCallback(
    (input: Input) => void mutateAsync(input).catch(() => {}),
    [mutateAsync],
  );
  const reset = useCallback(() => {
    turn.current++;
    setState(idle);
  }, []);
  return { ...state, mutate, mutateAsync, reset };
}
