import { Transform } from 'assemblyscript/transform';

// AssemblyScript inlines a function whatever its size if it has the decorator `@inline`, which no other
// reader of TypeScript takes in front of a function. So the functions to be inlined have a comment in
// front of them, and the compiler is told here, while it runs.

const MARK = '// inline';
/** The compiler's own `DecoratorFlags.Inline`. */
const INLINE = 64;

export default class InlineMarked extends Transform {
  /** @param {import('assemblyscript').Program} program */
  afterInitialize(program) {
    for (const element of program.elementsByDeclaration.values()) {
      const { range } = element.declaration;
      const before = range.source.text.slice(0, range.start).split('\n').slice(0, -1);
      if (before.at(-1) === MARK) element.decoratorFlags |= INLINE;
    }
  }
}
