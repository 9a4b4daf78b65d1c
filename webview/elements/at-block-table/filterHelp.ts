import { html } from 'lit';
import { FILTER_TERMS } from '../../../src/protocol/filter';

/** All that a filter may say, as a table. */
export const filterHelp = html`
  <p>Blocks must pass every term. Words are looked for in id and label.</p>
  <table>
    <tbody>
      ${FILTER_TERMS.map(
        ({ name, also, meaning, example }) =>
          html`<tr>
            <th scope="row" class="mono">${[name, ...also].join(', ')}</th>
            <td>${meaning}</td>
            <td class="mono">${example}</td>
          </tr>`,
      )}
    </tbody>
  </table>
  <p>
    Numbers: <code>= != &lt; &lt;= &gt; &gt;=</code>, and <code>:</code> with <code>FROM..TO</code>;
    as in <code>4096</code>, <code>4k</code>, <code>1.5MiB</code>, <code>0x10</code>.
  </p>
  <p>
    Texts: <code>:</code> has it in it, <code>=</code> is it, <code>id=net*</code> begins with it;
    in quotes with blanks.
  </p>
  <p><code>-</code> or <code>!</code> before a term: it must not hold.</p>
`;
