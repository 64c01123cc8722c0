export { measureDevice, type MeasuredDevice, type Model } from './measure.ts';
export type { MeasuredModel, Measurement, MeasurementProgress } from './measurement.ts';
export { DEVICE_DATABASE, DeviceStore } from './store.ts';
