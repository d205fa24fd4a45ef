// Holds a dashboard against Grafana's own types for such files (npm: @grafana/schema), for scripts/prometheus.sh:
// FOLDER-WITH-THE-PACKAGES FILE. It fails on a field that Grafana does not know, a value that is none of a list, or a wrong type.
'use strict';
const { readFileSync, writeFileSync } = require('fs');
const { execFileSync } = require('child_process');
const path = require('path');
const [tools, file] = process.argv.slice(2);

// Where the types of a panel's options and of its fields are.
const panels = { stat: 'Stat', timeseries: 'TimeSeries', table: 'Table' };

const dashboard = JSON.parse(readFileSync(file, 'utf8'));
const of = kind => dashboard.panels.filter(panel => panel.type === kind);
const unknown = dashboard.panels.filter(panel => !(panel.type in panels));
if (unknown.length) throw new Error(`dashboard: no types are known for ${unknown.map(panel => panel.type)}; add them to scripts/dashboard.js`);

const imported = Object.entries(panels).map(([kind, name]) =>
  `import type * as ${name} from '@grafana/schema/dist/esm/raw/composable/${kind}/panelcfg/x/${name}PanelCfg_types.gen';`);
const lines = [`
import type { Dashboard, DataQuery, FieldConfig, GridPos, Panel } from '@grafana/schema';
${imported.join('\n')}

// In a file an enumeration is its text, and Grafana fills in what is left out.
type Filed<T> = T extends string ? \`\${T}\` : T extends number | boolean | null | undefined ? T
  : T extends (infer U)[] ? Filed<U>[] : T extends object ? { [K in keyof T]?: Filed<T[K]> } : T;
interface Query extends DataQuery {
  expr: string; legendFormat?: string; format?: 'time_series' | 'table' | 'heatmap'; instant?: boolean; range?: boolean;
}

const dashboard: Omit<Filed<Dashboard>, 'panels'> & Pick<Dashboard, 'schemaVersion' | 'title' | 'uid'>
  = ${JSON.stringify({ ...dashboard, panels: undefined }, null, 2)};
`];
for (const [kind, name] of Object.entries(panels)) {
  const fields = kind === 'stat' ? 'Record<string, never>' : `${name}.FieldConfig`;
  for (const { id, type, options, fieldConfig, targets, gridPos, ...panel } of of(kind)) {
    const show = value => JSON.stringify(value, null, 2);
    lines.push(`// panel ${id}, "${panel.title}"
const panel${id}: Omit<Filed<Panel>, 'options' | 'fieldConfig' | 'targets' | 'gridPos'> = ${show(panel)};
const options${id}: Filed<${name}.Options> = ${show(options)};
const fields${id}: Filed<FieldConfig<${fields}>> = ${show(fieldConfig.defaults)};
const queries${id}: Query[] = ${show(targets)};
const place${id}: GridPos = ${show(gridPos)};
`);
  }
}
const source = path.join(tools, 'dashboard.ts');
writeFileSync(source, lines.join('\n'));
try {
  execFileSync('node', [path.join(tools, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022',
    '--module', 'esnext', '--moduleResolution', 'bundler', source], { encoding: 'utf8' });
} catch (e) {
  console.error(`dashboard: ${file} is not what Grafana's types say:\n${e.stdout}`);
  process.exit(1);
}
const version = JSON.parse(readFileSync(path.join(tools, 'node_modules/@grafana/schema/package.json'), 'utf8')).version;
console.log(`${file}: ${dashboard.panels.length} panels are as @grafana/schema ${version} has them`);
