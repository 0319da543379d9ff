import { type ChargeRule, charge } from '../charge';
import { isRecord } from '../cloudformation-template';
import { highestNumber, longestList } from '../template-values';

/**
 * An alarm is paid for each metric it looks at; a band of normal values counts as two more.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export const alarm: ChargeRule = ({ Metrics, Period }) => {
  if (Metrics === undefined) return [metricsAlarm(1, highestNumber(Period))];
  const queries = longestList(Metrics)?.filter(isRecord);
  if (queries === undefined) return [{ unpriced: 'metrics of an alarm' }];

  const expressions = queries.map(({ Expression }) => (typeof Expression === 'string' ? Expression.trim() : ''));
  // A query over many metrics is paid for each that it finds.
  if (expressions.some((expression) => /^SELECT\b/i.test(expression)))
    return [{ unpriced: 'alarm on a Metrics Insights query' }];
  const statistics = queries.flatMap(({ MetricStat }) => (isRecord(MetricStat) ? [MetricStat] : []));
  const bands = expressions.filter((expression) => expression.includes('ANOMALY_DETECTION_BAND')).length;
  const periods = statistics.map(({ Period: period }) => highestNumber(period) ?? STANDARD_RESOLUTION_SECONDS);
  return [metricsAlarm(Math.max(1, statistics.length) + 2 * bands, Math.min(...periods, STANDARD_RESOLUTION_SECONDS))];
};

/** Alarms that look more often than once a minute are dearer. */
const STANDARD_RESOLUTION_SECONDS = 60;

function metricsAlarm(metrics: number, periodSeconds = STANDARD_RESOLUTION_SECONDS): ReturnType<typeof charge> {
  return periodSeconds < STANDARD_RESOLUTION_SECONDS
    ? charge('metric at high resolution', metrics, 'alarm-high-resolution')
    : charge('metric', metrics, 'alarm');
}

export const compositeAlarm: ChargeRule = () => [charge('composite alarm', 1, 'alarm-composite')];

export const dashboard: ChargeRule = () => [charge('dashboard', 1, 'dashboard')];

export const insightRule: ChargeRule = () => [charge('Contributor Insights rule', 1, 'contributor-insights-rule')];

/** A filter with a default value writes its metric whenever anything is logged, so the metric is always there and paid for. */
export const metricFilter: ChargeRule = ({ MetricTransformations }) => {
  const alwaysWritten =
    longestList(MetricTransformations)?.filter((metric) => isRecord(metric) && metric['DefaultValue'] !== undefined)
      .length ?? 0;
  return alwaysWritten === 0 ? [] : [charge('custom metric', alwaysWritten, 'custom-metric')];
};
