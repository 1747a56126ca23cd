// el('td', { className: 'x' }, child, 'text'): elements without markup strings, so that no device's text becomes markup.
export function el(name, properties, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key === 'data') Object.assign(node.dataset, value);
    else if (key.includes('-') || key === 'role') node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

export const byId = id => document.getElementById(id);
