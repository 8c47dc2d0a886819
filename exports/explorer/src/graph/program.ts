// Draws all shapes in one WebGL program: a square for each node, the shape cut out of it by its distance function.
import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { GAP } from "./shapes";

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_pixelRatio;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
varying vec4 v_color;
void main() {
  float radius = 2.0 * a_size * u_correctionRatio / u_sizeRatio;
  v_at = a_corner * 1.45;
  v_radius = a_size * u_pixelRatio / u_sizeRatio;
  v_shape = a_shape;
  v_color = a_color * vec4(1.0, 1.0, 1.0, 255.0 / 254.0);
  gl_Position = vec4((u_matrix * vec3(a_position + v_at * radius, 1)).xy, 0, 1);
}`;

const FRAGMENT = `
precision highp float;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
varying vec4 v_color;
uniform vec3 u_paper;
uniform vec3 u_second;
float polygon(vec2 p, float n, float radius, float turn) {
  float step = 6.2831853 / n;
  float angle = mod(atan(p.x, p.y) + turn + step * 0.5, step) - step * 0.5;
  return length(p) * cos(angle) - radius * cos(step * 0.5);
}
float star(vec2 p) {
  float step = 1.2566371;
  float angle = abs(mod(atan(p.x, p.y) + step * 0.5, step) - step * 0.5);
  vec2 q = length(p) * vec2(cos(angle), sin(angle));
  vec2 tip = vec2(1.25, 0.0);
  vec2 dent = 0.575 * vec2(cos(step * 0.5), sin(step * 0.5));
  vec2 edge = dent - tip;
  return dot(q - tip, normalize(vec2(edge.y, -edge.x)));
}
float distanceTo(float shape, vec2 p) {
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.8;
  if (shape < 2.5) return (abs(p.x) + abs(p.y)) * 0.70710678 - 0.813;
  if (shape < 3.5) return polygon(p, 6.0, 1.06, 0.5235988);
  if (shape < 4.5) return polygon(p, 3.0, 1.2, 3.14159265);
  if (shape < 5.5) return polygon(p, 3.0, 1.2, 0.0);
  if (shape < 6.5) return star(p);
  return max(length(p) - 1.0, ${GAP.toFixed(2)} - abs(p.x));
}
void main() {
  float d = distanceTo(v_shape, v_at) * v_radius;
  float inside = clamp(0.5 - d, 0.0, 1.0);
  float around = clamp(2.0 - d, 0.0, 1.0);
  vec3 fill = v_shape > 6.5 && v_at.x > 0.0 ? u_second : v_color.rgb;
  gl_FragColor = vec4(mix(u_paper, fill, inside), 1.0) * around * v_color.a;
}`;

const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_pixelRatio", "u_paper", "u_second"] as const;

export interface ShapedNode extends NodeDisplayData {
  shape: number;
}

/** The paper's colour, of which a ring sets nodes off from what lies under them, and that of second poles; 0 to 1. */
export const paper = { rgb: [1, 1, 1] as [number, number, number], second: [0, 0, 0] as [number, number, number] };

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]],
    };
  }

  override processVisibleItem(_index: number, start: number, data: NodeDisplayData): void {
    this.array.set([data.x, data.y, data.size, (data as ShapedNode).shape, floatColor(data.color)], start);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram["setUniforms"]>[1]): void {
    const at = uniformLocations as Record<(typeof UNIFORMS)[number], WebGLUniformLocation>;
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(at.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(at.u_pixelRatio, params.pixelRatio);
    gl.uniform3f(at.u_paper, ...paper.rgb);
    gl.uniform3f(at.u_second, ...paper.second);
  }
}
