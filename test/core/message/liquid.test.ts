/** The two template engines: what they escape, what they refuse, and where they stop. */
import { describe, expect, it } from 'vitest';
import { renderHtml, renderText } from '../../../core/message/liquid.ts';

describe('the HTML engine', () => {
  it('escapes every value, in text and in attributes', () => {
    expect(renderHtml('<a title="{{ t }}">{{ t }}</a>', { t: `"><script>'&` })).toBe(
      '<a title="&#34;&gt;&lt;script&gt;&#39;&amp;">&#34;&gt;&lt;script&gt;&#39;&amp;</a>',
    );
  });

  it('escapes once where a template asks for it too', () => {
    expect(renderHtml('{{ t | escape }} {{ t | newline_to_br }}', { t: 'a\n<b>' })).toBe(
      'a\n&lt;b&gt; a<br>\n&lt;b&gt;',
    );
  });

  it('has no filter that lets a value through unescaped, or reads the clock or chance', () => {
    for (const filter of ['raw', 'date: "%Y"', 'sample'])
      expect(() => renderHtml(`{{ t | ${filter} }}`, { t: ['now'] })).toThrow('undefined filter');
  });

  it('has no tag that reads another file', () => {
    for (const tag of ['include', 'render', 'layout'])
      expect(() => renderHtml(`{% ${tag} "/etc/hostname" %}`, {})).toThrow('not found');
  });

  it('refuses to write an object where a text is expected, alone and in a list, and joins lists of texts', () => {
    for (const note of [{ a: 1 }, [{ a: 1 }]])
      expect(() => renderHtml('{{ event.note }}', { event: { note } })).toThrow('an object stands where');
    expect(renderHtml('{{ event.note }}', { event: { note: ['a', 'b'] } })).toBe('a,b');
  });

  it('refuses a variable that does not exist, and accepts one that is null', () => {
    expect(() => renderHtml('{{ customer.frist_name }}', { customer: {} })).toThrow('undefined variable');
    expect(renderHtml('[{{ customer.first_name }}]', { customer: { first_name: null } })).toBe('[]');
  });

  it('lets a condition and a default ask for what may be absent', () => {
    expect(
      renderHtml('{% if event.gift %}yes{% else %}no{% endif %}{{ event.note | default: "-" }}', {
        event: {},
      }),
    ).toBe('no-');
  });

  it('does not see what a value inherits', () => {
    expect(() => renderHtml('{{ customer.constructor }}', { customer: {} })).toThrow('undefined variable');
  });

  it('stops a loop that never seems to end', () => {
    expect(() => renderHtml('{% for a in (1..9000000000) %}{{ a }}{% endfor %}', {})).toThrow(
      'limit exceeded',
    );
  });
});

describe('the text engine', () => {
  it('makes a blank of a tab between two words, and keeps the line break', () => {
    expect(renderText('{{ t }}', { t: 'Größe\tM\nneu' })).toBe('Größe M\nneu');
  });

  it('leaves markup as it is and drops control characters and marks that turn the direction of text', () => {
    expect(renderText('{{ t }}|{{ t | escape }}', { t: 'a <b> & \u0007\u202e\rc' })).toBe(
      'a <b> & c|a <b> & c',
    );
  });
});
