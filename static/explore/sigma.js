// The vendored drawing library: the one place that knows its version.
export { Graph, Sigma, NodeProgram, EdgeArrowProgram, EdgeRectangleProgram, floatColor } from '../vendor/sigma-3.0.3-graphology-0.26.0.js';
