import type { Stage } from './stage';

/** A picture of the documents: what is opened, and how it is arranged. */
export interface Picture {
  /** The name of its file in docs/images, without `.png`. */
  readonly name: string;
  readonly trace: Example | Recording;
  /** Of the browser's page. The picture is what of it the trace and the inspector take up. */
  readonly size: { readonly width: number; readonly height: number };
  /** Whether the editor tells behind each line what came of it; only where lines are short. */
  readonly hints?: boolean;
  readonly arrange: (stage: Stage) => Promise<void>;
}

/** A trace of media/examples. */
export interface Example {
  readonly example: string;
}

/** A recording of another tool, to be imported. */
export interface Recording {
  /** Its path from test/fixtures on. What ends in `.gz` is unpacked first. */
  readonly recording: string;
  /** What the recipe calls it. */
  readonly as: string;
  /** The size that the recipe has one write into the trace's `heap` line. */
  readonly heap?: string;
}
