import { html } from 'lit';

export interface Choice {
  readonly label: string;
  readonly hover?: string;
  readonly className?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly selected: string;
  choose(value: string): void;
}

/** A drop-down list. The choice takes effect when the host says so: until then it shows the old. */
export function choice({
  label,
  hover = label,
  className = '',
  options,
  selected,
  choose,
}: Choice) {
  const onChange = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    choose(select.value);
    select.value = selected;
  };
  return html`<select
    class=${className}
    aria-label=${label}
    data-hover=${hover}
    .value=${selected}
    @change=${onChange}
  >
    ${options.map(
      ({ value, text }) =>
        html`<option value=${value} .selected=${value === selected}>${text}</option>`,
    )}
  </select>`;
}
