// Nodes as the shapes of the legend. One program draws all: a triangle around the node, the shape cut out of it by a
// signed distance (negative inside), with a fill of its own so that hollow shapes hide the links behind them.
import { NodeProgram, floatColor } from './sigma.js';

// In the order of the shader's branches; app/http/kinds.py names the same.
export const SHAPES = ['circle', 'square', 'diamond', 'triangle', 'down', 'hexagon', 'pentagon', 'plus', 'star', 'bar'];

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_fill;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_fill;
varying vec2 v_point;
varying float v_pixel;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 corner = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + corner, 1)).xy, 0, 1);
  v_point = corner / (size / 2.0);
  v_pixel = u_correctionRatio * 2.0 / (size / 2.0);
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_fill = a_fill;
  v_color.a *= bias;
  v_fill.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_fill;
varying vec2 v_point;
varying float v_pixel;
varying float v_shape;

float box(vec2 p, vec2 half_size) {
  vec2 d = abs(p) - half_size;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}
float ngon(vec2 p, float corners, float radius) {
  float step_angle = 6.2831853 / corners;
  float angle = mod(atan(p.x, p.y), step_angle) - step_angle / 2.0;
  return length(p) * cos(angle) - radius * cos(step_angle / 2.0);
}
float star(vec2 p, float radius) {
  const vec2 k1 = vec2(0.809016994375, -0.587785252292);
  const vec2 k2 = vec2(-0.809016994375, -0.587785252292);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(k1, p), 0.0) * k1;
  p -= 2.0 * max(dot(k2, p), 0.0) * k2;
  p.x = abs(p.x);
  p.y -= radius;
  vec2 ba = 0.45 * vec2(-k1.y, k1.x) - vec2(0.0, 1.0);
  float h = clamp(dot(p, ba) / dot(ba, ba), 0.0, radius);
  return length(p - ba * h) * sign(p.y * ba.x - p.x * ba.y);
}
float inside(vec2 p, float shape) {
  if (shape < 0.5) return length(p) - 0.95;
  if (shape < 1.5) return box(p, vec2(0.82));
  if (shape < 2.5) return box(vec2(p.x + p.y, p.x - p.y) * 0.70710678, vec2(0.75));
  if (shape < 3.5) return ngon(p + vec2(0.0, 0.15), 3.0, 1.15);
  if (shape < 4.5) return ngon(vec2(p.x, -p.y) + vec2(0.0, 0.15), 3.0, 1.15);
  if (shape < 5.5) return ngon(p, 6.0, 1.02);
  if (shape < 6.5) return ngon(p, 5.0, 1.05);
  if (shape < 7.5) return min(box(p, vec2(0.92, 0.34)), box(p, vec2(0.34, 0.92)));
  if (shape < 8.5) return star(p, 1.1);
  return box(p, vec2(1.0, 0.55));
}
void main(void) {
  float distance_in = inside(v_point, v_shape);
  #ifdef PICKING_MODE
  gl_FragColor = distance_in > 0.1 ? vec4(0.0) : v_color;
  #else
  float outside = smoothstep(-v_pixel, 0.0, distance_in);
  float outline = smoothstep(-0.38 - v_pixel, -0.38, distance_in);
  gl_FragColor = mix(mix(v_fill, v_color, outline), vec4(0.0), outside);
  #endif
}`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'],
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_fill', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(nodeIndex, startIndex, data) {
    const values = [data.x, data.y, data.size, Math.max(0, SHAPES.indexOf(data.shape)), floatColor(data.color), floatColor(data.fill), nodeIndex];
    this.array.set(values, startIndex);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
