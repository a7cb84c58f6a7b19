// node_modules/@lit/reactive-element/css-tag.js
var e = globalThis, t = e.ShadowRoot && (e.ShadyCSS === void 0 || e.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, n = Symbol(), r = /* @__PURE__ */ new WeakMap(), i = class {
	constructor(e, t, r) {
		if (this._$cssResult$ = !0, r !== n) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
		this.cssText = e, this.t = t;
	}
	get styleSheet() {
		let e = this.o, n = this.t;
		if (t && e === void 0) {
			let t = n !== void 0 && n.length === 1;
			t && (e = r.get(n)), e === void 0 && ((this.o = e = new CSSStyleSheet()).replaceSync(this.cssText), t && r.set(n, e));
		}
		return e;
	}
	toString() {
		return this.cssText;
	}
}, a = (e) => new i(typeof e == "string" ? e : e + "", void 0, n), o = (e, ...t) => new i(e.length === 1 ? e[0] : t.reduce((t, n, r) => t + ((e) => {
	if (!0 === e._$cssResult$) return e.cssText;
	if (typeof e == "number") return e;
	throw Error("Value passed to 'css' function must be a 'css' function result: " + e + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
})(n) + e[r + 1], e[0]), e, n), s = (n, r) => {
	if (t) n.adoptedStyleSheets = r.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
	else for (let t of r) {
		let r = document.createElement("style"), i = e.litNonce;
		i !== void 0 && r.setAttribute("nonce", i), r.textContent = t.cssText, n.appendChild(r);
	}
}, c = t ? (e) => e : (e) => e instanceof CSSStyleSheet ? ((e) => {
	let t = "";
	for (let n of e.cssRules) t += n.cssText;
	return a(t);
})(e) : e, { is: l, defineProperty: u, getOwnPropertyDescriptor: ee, getOwnPropertyNames: te, getOwnPropertySymbols: ne, getPrototypeOf: re } = Object, d = globalThis, ie = d.trustedTypes, ae = ie ? ie.emptyScript : "", oe = d.reactiveElementPolyfillSupport, f = (e, t) => e, p = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? ae : null;
				break;
			case Object:
			case Array: e = e == null ? e : JSON.stringify(e);
		}
		return e;
	},
	fromAttribute(e, t) {
		let n = e;
		switch (t) {
			case Boolean:
				n = e !== null;
				break;
			case Number:
				n = e === null ? null : Number(e);
				break;
			case Object:
			case Array: try {
				n = JSON.parse(e);
			} catch {
				n = null;
			}
		}
		return n;
	}
}, se = (e, t) => !l(e, t), ce = {
	attribute: !0,
	type: String,
	converter: p,
	reflect: !1,
	useDefault: !1,
	hasChanged: se
};
Symbol.metadata ??= Symbol("metadata"), d.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var m = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = ce) {
		if (t.state && (t.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(e) && ((t = Object.create(t)).wrapped = !0), this.elementProperties.set(e, t), !t.noAccessor) {
			let n = Symbol(), r = this.getPropertyDescriptor(e, n, t);
			r !== void 0 && u(this.prototype, e, r);
		}
	}
	static getPropertyDescriptor(e, t, n) {
		let { get: r, set: i } = ee(this.prototype, e) ?? {
			get() {
				return this[t];
			},
			set(e) {
				this[t] = e;
			}
		};
		return {
			get: r,
			set(t) {
				let a = r?.call(this);
				i?.call(this, t), this.requestUpdate(e, a, n);
			},
			configurable: !0,
			enumerable: !0
		};
	}
	static getPropertyOptions(e) {
		return this.elementProperties.get(e) ?? ce;
	}
	static _$Ei() {
		if (this.hasOwnProperty(f("elementProperties"))) return;
		let e = re(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(f("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(f("properties"))) {
			let e = this.properties, t = [...te(e), ...ne(e)];
			for (let n of t) this.createProperty(n, e[n]);
		}
		let e = this[Symbol.metadata];
		if (e !== null) {
			let t = litPropertyMetadata.get(e);
			if (t !== void 0) for (let [e, n] of t) this.elementProperties.set(e, n);
		}
		this._$Eh = /* @__PURE__ */ new Map();
		for (let [e, t] of this.elementProperties) {
			let n = this._$Eu(e, t);
			n !== void 0 && this._$Eh.set(n, e);
		}
		this.elementStyles = this.finalizeStyles(this.styles);
	}
	static finalizeStyles(e) {
		let t = [];
		if (Array.isArray(e)) {
			let n = new Set(e.flat(1 / 0).reverse());
			for (let e of n) t.unshift(c(e));
		} else e !== void 0 && t.push(c(e));
		return t;
	}
	static _$Eu(e, t) {
		let n = t.attribute;
		return !1 === n ? void 0 : typeof n == "string" ? n : typeof e == "string" ? e.toLowerCase() : void 0;
	}
	constructor() {
		super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
	}
	_$Ev() {
		this._$ES = new Promise((e) => this.enableUpdating = e), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((e) => e(this));
	}
	addController(e) {
		(this._$EO ??= /* @__PURE__ */ new Set()).add(e), this.renderRoot !== void 0 && this.isConnected && e.hostConnected?.();
	}
	removeController(e) {
		this._$EO?.delete(e);
	}
	_$E_() {
		let e = /* @__PURE__ */ new Map(), t = this.constructor.elementProperties;
		for (let n of t.keys()) this.hasOwnProperty(n) && (e.set(n, this[n]), delete this[n]);
		e.size > 0 && (this._$Ep = e);
	}
	createRenderRoot() {
		let e = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
		return s(e, this.constructor.elementStyles), e;
	}
	connectedCallback() {
		this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((e) => e.hostConnected?.());
	}
	enableUpdating(e) {}
	disconnectedCallback() {
		this._$EO?.forEach((e) => e.hostDisconnected?.());
	}
	attributeChangedCallback(e, t, n) {
		this._$AK(e, n);
	}
	_$ET(e, t) {
		let n = this.constructor.elementProperties.get(e), r = this.constructor._$Eu(e, n);
		if (r !== void 0 && !0 === n.reflect) {
			let i = (n.converter?.toAttribute === void 0 ? p : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? p : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? se)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
			this.C(e, t, n);
		}
		!1 === this.isUpdatePending && (this._$ES = this._$EP());
	}
	C(e, t, { useDefault: n, reflect: r, wrapped: i }, a) {
		n && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(e) && (this._$Ej.set(e, a ?? t ?? this[e]), !0 !== i || a !== void 0) || (this._$AL.has(e) || (this.hasUpdated || n || (t = void 0), this._$AL.set(e, t)), !0 === r && this._$Em !== e && (this._$Eq ??= /* @__PURE__ */ new Set()).add(e));
	}
	async _$EP() {
		this.isUpdatePending = !0;
		try {
			await this._$ES;
		} catch (e) {
			Promise.reject(e);
		}
		let e = this.scheduleUpdate();
		return e != null && await e, !this.isUpdatePending;
	}
	scheduleUpdate() {
		return this.performUpdate();
	}
	performUpdate() {
		if (!this.isUpdatePending) return;
		if (!this.hasUpdated) {
			if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
				for (let [e, t] of this._$Ep) this[e] = t;
				this._$Ep = void 0;
			}
			let e = this.constructor.elementProperties;
			if (e.size > 0) for (let [t, n] of e) {
				let { wrapped: e } = n, r = this[t];
				!0 !== e || this._$AL.has(t) || r === void 0 || this.C(t, void 0, n, r);
			}
		}
		let e = !1, t = this._$AL;
		try {
			e = this.shouldUpdate(t), e ? (this.willUpdate(t), this._$EO?.forEach((e) => e.hostUpdate?.()), this.update(t)) : this._$EM();
		} catch (t) {
			throw e = !1, this._$EM(), t;
		}
		e && this._$AE(t);
	}
	willUpdate(e) {}
	_$AE(e) {
		this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(e)), this.updated(e);
	}
	_$EM() {
		this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
	}
	get updateComplete() {
		return this.getUpdateComplete();
	}
	getUpdateComplete() {
		return this._$ES;
	}
	shouldUpdate(e) {
		return !0;
	}
	update(e) {
		this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
	}
	updated(e) {}
	firstUpdated(e) {}
};
m.elementStyles = [], m.shadowRootOptions = { mode: "open" }, m[f("elementProperties")] = /* @__PURE__ */ new Map(), m[f("finalized")] = /* @__PURE__ */ new Map(), oe?.({ ReactiveElement: m }), (d.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var h = globalThis, le = (e) => e, g = h.trustedTypes, ue = g ? g.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, de = "$lit$", _ = `lit$${Math.random().toFixed(9).slice(2)}$`, fe = "?" + _, pe = `<${fe}>`, v = document, y = () => v.createComment(""), b = (e) => e === null || typeof e != "object" && typeof e != "function", me = Array.isArray, he = (e) => me(e) || typeof e?.[Symbol.iterator] == "function", x = "[ 	\n\f\r]", S = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, ge = /-->/g, _e = />/g, C = RegExp(`>|${x}(?:([^\\s"'>=/]+)(${x}*=${x}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), ve = /'/g, ye = /"/g, be = /^(?:script|style|textarea|title)$/i, xe = (e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}), w = xe(1), T = xe(2), E = Symbol.for("lit-noChange"), D = Symbol.for("lit-nothing"), Se = /* @__PURE__ */ new WeakMap(), O = v.createTreeWalker(v, 129);
function Ce(e, t) {
	if (!me(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return ue === void 0 ? t : ue.createHTML(t);
}
var we = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = S;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === S ? c[1] === "!--" ? o = ge : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = C) : (be.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = C) : o = _e : o === C ? c[0] === ">" ? (o = i ?? S, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? C : c[3] === "\"" ? ye : ve) : o === ye || o === ve ? o = C : o === ge || o === _e ? o = S : (o = C, i = void 0);
		let ee = o === C && e[t + 1].startsWith("/>") ? " " : "";
		a += o === S ? n + pe : l >= 0 ? (r.push(s), n.slice(0, l) + de + n.slice(l) + _ + ee) : n + _ + (l === -2 ? t : ee);
	}
	return [Ce(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, k = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = we(t, n);
		if (this.el = e.createElement(l, r), O.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = O.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(de)) {
					let t = u[o++], n = i.getAttribute(e).split(_), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? Ee : r[1] === "?" ? De : r[1] === "@" ? Oe : M
					}), i.removeAttribute(e);
				} else e.startsWith(_) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (be.test(i.tagName)) {
					let e = i.textContent.split(_), t = e.length - 1;
					if (t > 0) {
						i.textContent = g ? g.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], y()), O.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], y());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === fe) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(_, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += _.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = v.createElement("template");
		return n.innerHTML = e, n;
	}
};
function A(e, t, n = e, r) {
	if (t === E) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = b(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = A(e, i._$AS(e, t.values), i, r)), t;
}
var Te = class {
	constructor(e, t) {
		this._$AV = [], this._$AN = void 0, this._$AD = e, this._$AM = t;
	}
	get parentNode() {
		return this._$AM.parentNode;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	u(e) {
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? v).importNode(t, !0);
		O.currentNode = r;
		let i = O.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new j(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new ke(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = O.nextNode(), a++);
		}
		return O.currentNode = v, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, j = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = D, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
	}
	get parentNode() {
		let e = this._$AA.parentNode, t = this._$AM;
		return t !== void 0 && e?.nodeType === 11 && (e = t.parentNode), e;
	}
	get startNode() {
		return this._$AA;
	}
	get endNode() {
		return this._$AB;
	}
	_$AI(e, t = this) {
		e = A(this, e, t), b(e) ? e === D || e == null || e === "" ? (this._$AH !== D && this._$AR(), this._$AH = D) : e !== this._$AH && e !== E && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? he(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== D && b(this._$AH) ? this._$AA.nextSibling.data = e : this.T(v.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = k.createElement(Ce(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new Te(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = Se.get(e.strings);
		return t === void 0 && Se.set(e.strings, t = new k(e)), t;
	}
	k(t) {
		me(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(y()), this.O(y()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = le(e).nextSibling;
			le(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, M = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = D, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = D;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = A(this, e, t, 0), a = !b(e) || e !== this._$AH && e !== E, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = A(this, r[n + o], t, o), s === E && (s = this._$AH[o]), a ||= !b(s) || s !== this._$AH[o], s === D ? e = D : e !== D && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === D ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, Ee = class extends M {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === D ? void 0 : e;
	}
}, De = class extends M {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== D);
	}
}, Oe = class extends M {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = A(this, e, t, 0) ?? D) === E) return;
		let n = this._$AH, r = e === D && n !== D || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== D && (n === D || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, ke = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		A(this, e);
	}
}, Ae = {
	M: de,
	P: _,
	A: fe,
	C: 1,
	L: we,
	R: Te,
	D: he,
	V: A,
	I: j,
	H: M,
	N: De,
	U: Oe,
	B: Ee,
	F: ke
}, je = h.litHtmlPolyfillSupport;
je?.(k, j), (h.litHtmlVersions ??= []).push("3.3.3");
var Me = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new j(t.insertBefore(y(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, N = globalThis, P = class extends m {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = Me(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return E;
	}
};
P._$litElement$ = !0, P.finalized = !0, N.litElementHydrateSupport?.({ LitElement: P });
var Ne = N.litElementPolyfillSupport;
Ne?.({ LitElement: P }), (N.litElementVersions ??= []).push("4.2.2");
// src/persons.ts
function F(e) {
	return Math.round(100 * e);
}
function I(e) {
	return {
		estimate: F(e.survival),
		lower: F(e.lower),
		upper: F(e.upper)
	};
}
// src/scale.ts
var L = 20;
function Pe({ label: e, text: t, tone: n, from: r, to: i, estimate: a, average: o }) {
	return w`<li class="row ${n}">
    <span class="row-label">${e}</span>
    <svg
      class="row-drawing"
      viewBox="0 0 1 ${L}"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line class="rail" x1="0" x2="1" y1=${L / 2} y2=${L / 2} />
      ${r !== void 0 && i !== void 0 ? T`<rect class="span" x=${r} y="4" width=${Math.max(i - r, 0)} height=${12} />
            <line class="limit" x1=${r} x2=${r} y1="4" y2=${16} />
            <line class="limit" x1=${i} x2=${i} y1="4" y2=${16} />` : D}
      ${o === void 0 ? D : Ie("average", o)}
      ${a === void 0 ? D : Ie("estimate", a)}
    </svg>
    <span class="row-text">${t}</span>
  </li>`;
}
function Fe(e) {
	return w`<li class="row axis" aria-hidden="true">
    <span class="row-label"></span>
    <span class="ticks"
      ><span>0</span><span>25</span><span>50</span><span>75</span><span>100</span></span
    >
    <span class="row-text">${e}</span>
  </li>`;
}
function Ie(e, t) {
	return T`<line class=${e} x1=${t} x2=${t} y1="0" y2=${L} />`;
}
// src/headline.ts
function Le(e) {
	let { t } = e, n = e.horizon();
	return w`<div class="headline" part="headline">
    ${Re(e)}
    <p class="estimate">
      <strong>${t.headline(F(n.survival))}</strong>
      <span>${e.subject}</span>
      ${e.others.length > 0 ? w`<span class="mark">${z(e, e.prediction)}</span>` : D}
    </p>
    ${e.words.counted ? w`<p>${e.words.counted}</p>` : D}
    <p class="sure">
      <strong>${t.interval(I(n))}</strong>
      <span class="key">
        <svg class="average-sample" viewBox="0 0 4 20" aria-hidden="true" focusable="false">
          <line class="average" x1="2" x2="2" y1="0" y2="20" />
        </svg>
        ${t.averageIs(F(n.average))}
      </span>
    </p>
    <ul class="rows">
      ${Ve(e).map(Pe)} ${Fe(e.words.ofHundred)}
    </ul>
    ${We(e)}
    <p class="hint">${e.words.intervalMeaning}</p>
  </div>`;
}
function Re(e) {
	let { t, unusedMonths: n } = e, r = e.isOfCohort() ? [ze(e, t.notIndividual)] : [], i = n > 0 ? [t.aliveOnly(t.months(n))] : [];
	return [...r, ...i].map((e) => w`<p class="caution">${e}</p>`);
}
function ze(e, t) {
	return e.others.length > 0 ? e.t.named(z(e, e.prediction), t) : t;
}
function Be(e, t, n) {
	let { t: r } = e, i = n ? `${e.words.name}, ${e.who()}` : e.who(), a = I(e.horizon());
	return w`<p class="glance ${t ? "pending" : ""}" aria-hidden="true">
    ${r.named(i, "")}<strong>${r.headline(a.estimate)}</strong> (${r.to(a)}),
    ${e.time}
  </p>`;
}
function Ve(e) {
	return [
		He(e, e.prediction, R(e, e.prediction), "patient"),
		...e.others.map((t) => He(e, t, R(e, t), "second")),
		...Ue(e)
	];
}
function He(e, t, n, r) {
	let i = e.horizon(t), a = I(i);
	return {
		label: n,
		tone: r,
		text: `${a.estimate} (${e.t.to(a)})`,
		from: i.lower,
		to: i.upper,
		estimate: i.survival,
		average: i.average
	};
}
function Ue(e) {
	let t = e.differentHorizon();
	if (!t) return [];
	let n = I(t);
	return [{
		label: e.t.differentPatient,
		tone: "different",
		text: `${n.estimate} (${e.t.to(n)})`,
		from: t.lower,
		to: t.upper,
		estimate: t.survival,
		average: t.average
	}];
}
function We(e) {
	let t = e.different();
	if (!t) return D;
	let { t: n } = e;
	return w`<p class="changes">${n.named(n.differentPatient, e.changes(t.changes))}</p>`;
}
function R(e, t) {
	let n = e.who(t);
	return e.others.length === 0 ? n : e.t.named(n, z(e, t));
}
function z({ t: e }, { model: t, experimental: n }) {
	return n ? e.experimentalModel(t) : e.model(t);
}
// src/announcement.ts
var Ge = 700, Ke = class {
	say;
	#e;
	#t = "";
	constructor(e) {
		this.say = e;
	}
	silence() {
		clearTimeout(this.#e), this.say("");
	}
	announce(e, t) {
		this.silence();
		let n = e === this.#t ? t(e) : e;
		this.#e = setTimeout(() => {
			this.#t = e, this.say(n);
		}, Ge);
	}
};
function qe(e) {
	let { t } = e, n = e.horizon(), r = e.differentHorizon(), i = e.answer.warnings.length;
	return [
		ze(e, t.announced(F(n.survival), e.subject, I(n))),
		...e.words.counted ? [e.words.counted] : [],
		...e.unusedMonths > 0 ? [t.aliveOnly(t.months(e.unusedMonths))] : [],
		...e.others.map((n) => t.announcedBeside(z(e, n), F(e.horizon(n).survival))),
		...r ? [t.announcedBeside(t.differentPatient, F(r.survival))] : [],
		...i > 0 ? [t.announcedWarnings(i)] : []
	].join(" ");
}
function Je({ title: e, errors: t }) {
	return [e, ...t.map(({ message: e }) => e)].join(" ");
}
// node_modules/lit-html/directive.js
var B = {
	ATTRIBUTE: 1,
	CHILD: 2,
	PROPERTY: 3,
	BOOLEAN_ATTRIBUTE: 4,
	EVENT: 5,
	ELEMENT: 6
}, Ye = (e) => (...t) => ({
	_$litDirective$: e,
	values: t
}), Xe = class {
	constructor(e) {}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AT(e, t, n) {
		this._$Ct = e, this._$AM = t, this._$Ci = n;
	}
	_$AS(e, t) {
		return this.update(e, t);
	}
	update(e, t) {
		return this.render(...t);
	}
}, { I: Ze } = Ae, Qe = (e) => e.strings === void 0, $e = {}, et = (e, t = $e) => e._$AH = t, V = Ye(class extends Xe {
	constructor(e) {
		if (super(e), e.type !== B.PROPERTY && e.type !== B.ATTRIBUTE && e.type !== B.BOOLEAN_ATTRIBUTE) throw Error("The `live` directive is not allowed on child or event bindings");
		if (!Qe(e)) throw Error("`live` bindings can only contain a single expression");
	}
	render(e) {
		return e;
	}
	update(e, [t]) {
		if (t === E || t === D) return t;
		let n = e.element, r = e.name;
		if (e.type === B.PROPERTY) {
			if (t === n[r]) return E;
		} else if (e.type === B.BOOLEAN_ATTRIBUTE) {
			if (!!t === n.hasAttribute(r)) return E;
		} else if (e.type === B.ATTRIBUTE && n.getAttribute(r) === t + "") return E;
		return et(e), t;
	}
}), tt = 18;
function nt(e) {
	let { t } = e, n = [e.prediction, ...e.others], r = Math.max(...n.map((t) => rt(e.explained(t))));
	return w`<section class="contributions" part="contributions">
    <h4>${t.contributions(e.time)}</h4>
    ${e.survived > 0 ? w`<p class="caution">${e.words.unconditional}</p>` : D}
    ${n.map((t) => it(e, t, r))}
  </section>`;
}
function rt(e) {
	let t = e?.contributions ?? [];
	return Math.max(0, ...t.map(({ contribution: e }) => Math.abs(e)));
}
function it(e, t, n) {
	let r = e.explained(t);
	if (!r) return D;
	let { t: i } = e, a = at(r), o = a.reduce((e, { contribution: t }) => e + t, r.average);
	return w`${e.others.length > 0 ? w`<h5>${z(e, t)}</h5>` : D}
    ${a.length > 0 ? w`<p class="hint">${i.contributionsHint(F(r.average), F(o))}</p>
          <ul class="bars">
            ${a.map((t) => ot(e, t, n))}
          </ul>` : w`<p>${i.nothingContributes}</p>`}
    ${st(e, r)}`;
}
function at({ contributions: e }) {
	return e.filter(({ value: e, contribution: t }) => e !== null && t !== 0).sort((e, t) => Math.abs(t.contribution) - Math.abs(e.contribution));
}
function ot(e, t, n) {
	let r = t.contribution / n, i = r > 0 ? "raises" : "lowers";
	return w`<li class="row">
    <span class="row-label">${t.text}</span>
    <svg
      class="row-drawing"
      viewBox="-1.02 0 2.04 ${tt}"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      ${T`<rect class=${i} x=${Math.min(r, 0)} y="2" width=${Math.abs(r)} height=${14} />
        <line class="zero" x1="0" x2="0" y1="0" y2=${tt} />`}
    </svg>
    <span class="row-text ${i}">${e.t.points(F(t.contribution))}</span>
  </li>`;
}
function st(e, { contributions: t }) {
	let n = t.filter(({ value: e, contribution: t }) => e !== null && t === 0);
	if (n.length === 0) return D;
	let r = n.map(({ factor: t, value: n }) => e.state(t, n));
	return w`<p class="hint"><b>${e.t.noContribution}</b> ${e.t.listed(r)}</p>`;
}
// src/curve.ts
var H = {
	start: 44,
	end: 18,
	top: 12,
	bottom: 44
}, ct = class {
	width;
	months;
	height;
	constructor(e, t) {
		this.width = e, this.months = t, this.height = Math.round(Math.min(Math.max(e * .62, 230), 400));
	}
	x(e) {
		return lt(H.start + e / this.months * (this.width - H.start - H.end));
	}
	y(e) {
		return lt(H.top + (1 - e) * (this.height - H.top - H.bottom));
	}
	points(e, t) {
		return e.map((e, n) => `${this.x(e)},${this.y(t[n])}`).join(" ");
	}
};
function lt(e) {
	return Math.round(10 * e) / 10;
}
function ut(e, t) {
	let { t: n, words: r, prediction: i } = e, a = [i, ...e.others], o = new ct(t, Math.max(...a.map((e) => e.restricted_to_month))), s = i.horizons.map((e) => n.point(n.time(e.months), I(e), F(e.average)));
	return w`<figure class="curve" part="curve">
    <figcaption><h4>${r.curve}</h4></figcaption>
    <svg viewBox="0 0 ${o.width} ${o.height}" role="img" aria-label=${n.curveText(r.curve, s)}>
      ${dt(e, o)} ${ft(e, o)}
      ${e.others.map((e) => pt(o, e.curve, "second"))}
      ${pt(o, i.curve, "patient")} ${mt(e, o, i)}
      ${e.others.map((e) => U(o, e.curve, "second"))}
      ${U(o, i.curve, "patient")} ${gt(e, o)}
      ${ht(o, e.horizon())}
    </svg>
    ${_t(e)}
  </figure>`;
}
function dt({ t: e, words: t }, n) {
	let r = Array.from({ length: Math.floor(n.months / 12) + 1 }, (e, t) => t), i = n.x(0), a = n.x(n.months);
	return T`${[
		0,
		.25,
		.5,
		.75,
		1
	].map((e) => T`<line class="grid" x1=${i} x2=${a} y1=${n.y(e)} y2=${n.y(e)} />
      <text class="tick" x=${i - 6} y=${n.y(e) + 4} text-anchor="end">${100 * e}</text>`)}
  ${r.map((e) => T`<line class="grid" x1=${n.x(12 * e)} x2=${n.x(12 * e)} y1=${n.y(0)} y2=${n.y(0) + 5} />
      <text class="tick" x=${n.x(12 * e)} y=${n.y(0) + 19} text-anchor="middle">${e}</text>`)}
  <text class="axis" x=${(i + a) / 2} y=${n.height - 6} text-anchor="middle">${e.yearsAfter}</text>
  <text class="axis" transform="translate(11 ${n.height / 2}) rotate(-90)" text-anchor="middle">${t.ofHundred}</text>`;
}
function ft({ survived: e }, t) {
	return e === 0 ? D : T`<rect class="past" x=${t.x(0)} y=${t.y(1)} width=${t.x(e) - t.x(0)} height=${t.y(0) - t.y(1)} />
    <line class="past-end" x1=${t.x(e)} x2=${t.x(e)} y1=${t.y(1)} y2=${t.y(0)} />`;
}
function pt(e, { months: t, lower: n, upper: r }, i) {
	let a = e.points(t, r);
	return T`<polygon class="band ${i}" points="${a} ${e.points(t.toReversed(), n.toReversed())}" />
    <polyline class="edge ${i}" points=${a} />
    <polyline class="edge ${i}" points=${e.points(t, n)} />`;
}
function U(e, { months: t, survival: n }, r) {
	return T`<polyline class="line ${r}" points=${e.points(t, n)} />`;
}
function mt({ result: e }, t, { model: n }) {
	let r = e.averages.get(n);
	return r ? U(t, r, "average") : T``;
}
function ht(e, { months: t, survival: n, lower: r, upper: i }) {
	let a = e.x(t), o = a > e.width / 2;
	return T`<line class="whisker patient" x1=${a} x2=${a} y1=${e.y(i)} y2=${e.y(r)} />
    <circle class="dot patient" cx=${a} cy=${e.y(n)} r="6" />
    <text class="value patient" x=${o ? a - 11 : a + 11} y=${e.y(n) - 8} text-anchor=${o ? "end" : "start"}>${F(n)}</text>`;
}
function gt(e, t) {
	return T`${(e.different()?.horizons ?? []).map(({ months: e, survival: n, lower: r, upper: i }) => {
		let a = t.x(e) - 7, o = t.y(n);
		return T`<line class="whisker different" x1=${a} x2=${a} y1=${t.y(i)} y2=${t.y(r)} />
      <polygon class="dot different" points="${a},${o - 7} ${a + 7},${o} ${a},${o + 7} ${a - 7},${o}" />`;
	})}`;
}
function _t(e) {
	let { t } = e;
	return w`<ul class="legend">
    ${W("line patient", R(e, e.prediction))} ${W("band patient", t.band)}
    ${W("line average", t.cohortAverage)}
    ${e.others.map((t) => W("line second", R(e, t)))}
    ${e.different() ? W("dot different", t.differentPatient) : D}
  </ul>`;
}
function W(e, t) {
	return w`<li>
    <svg class="sample" viewBox="0 0 32 14" aria-hidden="true" focusable="false">
      ${vt(e)}
    </svg>
    ${t}
  </li>`;
}
function vt(e) {
	return e.startsWith("line") ? T`<line class=${e} x1="0" x2="32" y1="7" y2="7" />` : e.startsWith("dot") ? T`<polygon class=${e} points="16,0 23,7 16,14 9,7" />` : T`<rect class=${e} width="32" height="14" /><line class="edge patient" x1="0" x2="32" y1="1" y2="1" />
    <line class="edge patient" x1="0" x2="32" y1="13" y2="13" />`;
}
// src/factor.ts
var yt = 5, bt = 40;
function xt(e) {
	let t = e.trim();
	return t === "" ? null : /^[+-]?\d*[.,]?\d+$|^[+-]?\d+[.,]$/.test(t) ? Number(t.replace(",", ".")) : t;
}
function St(e, t, n) {
	if (e.kind === "boolean") return [{
		value: !1,
		label: n
	}, {
		value: !0,
		label: t
	}];
	if (e.kind === "level") return e.levels;
	let { lowest: r, highest: i } = e;
	return e.kind !== "integer" || r === null || i === null || i - r >= yt ? [] : Array.from({ length: i - r + 1 }, (e, t) => ({
		value: r + t,
		label: String(r + t)
	}));
}
function Ct(e) {
	let t = e.reduce((e, { label: t }) => e + t.length, 0);
	return e.length <= yt && t <= bt;
}
// src/field.ts
function wt(e, t) {
	let n = St(t.factor, e.yes, e.no);
	return n.length === 0 ? Tt(e, t) : Ct(n) ? Et(e, t, n) : Dt(e, t, n);
}
function Tt(e, t) {
	let { id: n, value: r, factor: i } = t, a = xt(t.typed) === (r ?? null) ? t.typed : String(r ?? "");
	return w`<div class=${G(t)} part="field">
    <label class="label" for=${n}>${K(e, t)}</label>
    <div class="choices">
      <input
        id=${n}
        type="text"
        inputmode=${i.kind === "integer" ? "numeric" : "decimal"}
        autocomplete="off"
        .value=${V(a)}
        aria-label=${t.spoken ?? D}
        aria-invalid=${t.faults.length > 0}
        aria-describedby=${kt(t)}
        @input=${(e) => {
		let { value: n } = e.target;
		t.change(xt(n), n);
	}}
      />
      ${i.unit ? w`<span class="unit">${i.unit}</span>` : D}
      <button
        type="button"
        class="choice unknown"
        aria-label="${Ot(t)}: ${e.unknown}"
        aria-pressed=${r === null}
        @click=${() => t.change(null, "")}
      >
        ${e.unknown}
      </button>
    </div>
    ${q(t)}
  </div>`;
}
function Et(e, t, n) {
	let r = [{
		value: null,
		label: e.unknown
	}, ...n];
	return w`<div
    class=${G(t)}
    part="field"
    id=${t.id}
    role="radiogroup"
    aria-labelledby=${t.spoken ? D : `${t.id}-label`}
    aria-label=${t.spoken ?? D}
    aria-invalid=${t.faults.length > 0}
    aria-describedby=${kt(t)}
  >
    <span class="label" id="${t.id}-label">${K(e, t)}</span>
    <div class="choices">
      ${r.map(({ value: e, label: n }) => w`<label class="choice ${e === null ? "unknown" : ""}">
          <input
            type="radio"
            name=${t.id}
            .checked=${V(e === t.value)}
            @change=${() => t.change(e, "")}
          /><span>${n}</span>
        </label>`)}
    </div>
    ${q(t)}
  </div>`;
}
function Dt(e, t, n) {
	let { id: r, value: i } = t, a = n.findIndex((e) => e.value === i);
	return w`<div class=${G(t)} part="field">
    <label class="label" for=${r}>${K(e, t)}</label>
    <div class="choices">
      <select
        id=${r}
        aria-label=${t.spoken ?? D}
        aria-invalid=${t.faults.length > 0}
        aria-describedby=${kt(t)}
        @change=${(e) => {
		let r = Number(e.target.value);
		t.change(n[r]?.value ?? null, "");
	}}
      >
        ${a < 0 && i !== null ? w`<option value="-2" disabled .selected=${!0}>${i ?? e.choose}</option>` : D}
        <option value="-1" .selected=${V(i === null)}>${e.unknown}</option>
        ${n.map(({ label: e }, t) => w`<option value=${t} .selected=${V(t === a)}>${e}</option>`)}
      </select>
    </div>
    ${q(t)}
  </div>`;
}
function Ot(e) {
	return e.spoken ?? e.factor.label;
}
function G({ value: e, faults: t }) {
	return t.length > 0 ? "field faulty" : e == null ? "field open" : "field";
}
function K(e, { factor: t }) {
	let n = t.known === "after";
	return w`${t.label}${n ? w` <span class="mark">${e.knownAfter}</span>` : D}`;
}
function kt({ id: e, faults: t }) {
	return t.length > 0 ? `${e}-fault ${e}-hint` : `${e}-hint`;
}
function q({ id: e, factor: t, faults: n }) {
	return w`${n.length > 0 ? w`<div class="fault" id="${e}-fault">
          ${n.map(({ message: e }) => w`<p>${e}</p>`)}
        </div>` : D}
    <p class="hint" id="${e}-hint">${t.description}</p>`;
}
// src/problem.ts
var J = class extends Error {
	problem;
	constructor(e) {
		super(e.title), this.problem = e;
	}
};
function Y(e, t) {
	return e?.errors.filter((e) => e.pointer === t) ?? [];
}
function At(e) {
	return e.errors.length > 0 && e.errors.every((e) => e.pointer.startsWith("/what_if/"));
}
function jt(e) {
	let t = e;
	return typeof t == "object" && !!t && typeof t.title == "string" && Array.isArray(t.errors);
}
async function Mt(e, t) {
	let n = await e.json().catch(() => null);
	return jt(n) ? n : {
		type: "about:blank",
		title: t,
		status: e.status,
		errors: []
	};
}
function Nt(e, t) {
	return {
		type: `urn:pulmet:problem:${e}`,
		title: t,
		status: 0,
		errors: []
	};
}
// src/different.ts
function Pt(e, t) {
	let { factors: n, differences: r, change: i } = t, a = Ft(t);
	return w`<section class="different" part="different" aria-labelledby="different-title">
    <h3 id="different-title">${e.different}</h3>
    <p class="hint">${e.differentHint}</p>
    <div class="differences">
      ${r.map((r) => {
		let i = n.find(({ name: e }) => e === r.factor);
		return i ? It(e, t, i, r) : D;
	})}
      ${a.length > 0 ? w`<div class="field adding">
            <label class="label" for="add-difference">${e.addFact}</label>
            <select id="add-difference" @change=${(e) => {
		let t = e.target;
		i([...r, {
			factor: t.value,
			value: void 0,
			typed: ""
		}]), t.value = "";
	}}>
              <option value="" selected>${e.choose}</option>
              ${a.map(({ name: e, label: t }) => w`<option value=${e}>${t}</option>`)}
            </select>
          </div>` : D}
    </div>
    ${Y(t.problem, "/what_if/0").map(({ message: e }) => w`<p class="fault">${e}</p>`)}
  </section>`;
}
function Ft({ factors: e, used: t, differences: n }) {
	let r = new Set(n.map(({ factor: e }) => e)), i = e.filter((e) => e.what_if && !r.has(e.name)), a = ({ name: e }) => +!t.has(e);
	return i.toSorted((e, t) => a(e) - a(t));
}
function It(e, { differences: t, problem: n, change: r }, i, a) {
	return w`<div class="difference">
    ${wt(e, {
		id: `different-${i.name}`,
		factor: i,
		value: a.value,
		typed: a.typed,
		spoken: e.ofDifferent(i.label),
		faults: Y(n, `/what_if/0/${i.name}`),
		change: (e, n) => r(t.map((t) => t === a ? {
			...t,
			value: e,
			typed: n
		} : t))
	})}
    <button type="button" class="quiet remove" aria-label=${e.remove(i.label)} @click=${() => r(t.filter((e) => e !== a))}>
      <span aria-hidden="true">×</span>
    </button>
  </div>`;
}
// src/foundation.ts
function Lt(e, t) {
	return t?.clinical_use === !0 ? D : w`<p class="banner" part="banner">
    <strong>${e.notForClinicalUse}</strong>
    ${t ? e.trainedOn[t.provenance] ?? D : D}
  </p>`;
}
function Rt(e, t, n) {
	return w`<section class="foundation" part="limitations">
      <h4>${e.limitations}</h4>
      <ul>
        ${t.limitations.map(({ message: e }) => w`<li>${e}</li>`)}
      </ul>
    </section>
    <section class="foundation" part="provenance">
      <h4>${e.words}</h4>
      <p>${n}</p>
      <h4>${e.provenance}</h4>
      <p>${e.provenances[t.provenance] ?? t.provenance} ${e.bundle(t.id, t.version)}</p>
    </section>`;
}
// src/icon-array.ts
var X = {
	x: 12,
	y: 15
};
function zt(e, { title: t, interval: n, tone: r }) {
	let i = I(n);
	return w`<figure class="persons ${r}" part="persons">
    <figcaption><h4>${t}</h4></figcaption>
    <svg viewBox="0 0 ${10 * X.x} ${10 * X.y}" role="img" aria-label=${e.iconsText(i)}>
      <defs>
        <pattern id="hatch-${r}" width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatching" x1="0.5" x2="0.5" y1="0" y2="2" />
        </pattern>
      </defs>
      ${Array.from({ length: 100 }, (e, t) => Vt(t, Bt(t, i), r))}
    </svg>
    <ul class="legend">
      ${Z("sure", r, i.lower, e.sure)}
      ${Z("likely", r, i.estimate - i.lower, e.likely)}
      ${Z("unsure", r, i.upper - i.estimate, e.unsure)}
      ${Z("dead", r, 100 - i.upper, e.dead)}
    </ul>
  </figure>`;
}
function Bt(e, { lower: t, estimate: n, upper: r }) {
	return e < t ? "sure" : e < n ? "likely" : e < r ? "unsure" : "dead";
}
function Vt(e, t, n) {
	return T`<g transform="translate(${e % 10 * X.x} ${Math.floor(e / 10) * X.y})">${Ht(t, n)}</g>`;
}
function Ht(e, t) {
	if (e === "dead") return T`<circle class="dead" cx="6" cy="8" r="2" />`;
	let n = e === "likely" ? `url(#hatch-${t})` : D;
	return T`<circle class="person ${e}" cx="6" cy="3.4" r="2.2" fill=${n} />
    <path class="person ${e}" d="M2.4 13.4v-3.2a3.6 3.6 0 0 1 7.2 0v3.2z" fill=${n} />`;
}
function Z(e, t, n, r) {
	return w`<li>
    <svg class="sample person-sample" viewBox="0 0 12 15" aria-hidden="true" focusable="false">
      ${Ht(e, t)}
    </svg>
    <span><b>${n}</b> ${r}</span>
  </li>`;
}
// src/ranges.ts
function Ut(e) {
	let { t } = e, n = [e.prediction, ...e.others].filter((t) => e.ranges(t).length > 0);
	return n.length === 0 ? D : w`<section class="ranges" part="ranges">
    <h4>${t.ranges(e.time)}</h4>
    <p class="hint">${t.rangesHint}</p>
    ${n.map((t) => w`${e.others.length > 0 ? w`<h5>${z(e, t)}</h5>` : D}
        <ul class="rows">
          ${e.ranges(t).map((n) => Wt(e, t, n))}
          ${Fe(e.words.ofHundred)}
        </ul>`)}
  </section>`;
}
function Wt(e, t, n) {
	return Pe({
		label: e.label(n.factor),
		text: e.t.range(F(n.lowest), F(n.highest)),
		tone: "unknown",
		from: n.lowest,
		to: n.highest,
		estimate: e.horizon(t).survival
	});
}
// src/scenarios.ts
function Gt(e) {
	let { t } = e, n = e.prediction.horizons.find(({ scenarios: e }) => e.length > 0)?.months;
	return n === void 0 ? D : w`<section class="scenarios" part="scenarios">
    <h4>${t.scenarios(t.time(n))}</h4>
    <p class="hint">${t.scenariosHint}</p>
    ${[e.prediction, ...e.others].map((t, n) => Kt(e, t, n === 0 ? "patient" : "second"))}
  </section>`;
}
function Kt(e, t, n) {
	let r = t.horizons.flatMap((e) => e.scenarios);
	return w`${e.others.length > 0 ? w`<h5>${z(e, t)}</h5>` : D}
    <ul class="rows">
      ${r.map((t) => qt(e, t, n))} ${Fe(e.words.ofHundred)}
    </ul>`;
}
function qt({ t: e }, { average: t, survival: n }, r) {
	return Pe({
		label: e.scenario(F(t)),
		text: e.then(F(n)),
		tone: r,
		estimate: n,
		average: t
	});
}
// src/answer.ts
function Q(e, t) {
	return e.find((e) => e.months === t) ?? e.at(-1);
}
// src/table.ts
function Jt(e) {
	let { t } = e, n = Yt(e);
	return w`<div class="table" part="table">
    <table>
      <caption>
        ${e.words.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t.timeColumn}</th>
          ${n.map(({ label: e, tone: n }) => w`<th scope="col" class=${n}>
              ${e} <span class="limits">(${t.limits})</span>
            </th>`)}
          <th scope="col">${t.cohortAverage}</th>
        </tr>
      </thead>
      <tbody>
        ${e.prediction.horizons.map((t) => Xt(e, n, t))}
      </tbody>
    </table>
    <p class="hint">${ze(e, `${Zt(e)} ${Qt(e)}`)}</p>
  </div>`;
}
function Yt(e) {
	let { t, prediction: n } = e, r = e.different();
	return [
		{
			label: R(e, n),
			tone: "patient",
			horizons: n.horizons
		},
		...e.others.map((t) => ({
			label: R(e, t),
			tone: "second",
			horizons: t.horizons
		})),
		...r ? [{
			label: t.differentPatient,
			tone: "different",
			horizons: r.horizons
		}] : []
	];
}
function Xt(e, t, n) {
	let { t: r } = e;
	return w`<tr class=${n.months === e.horizon().months ? "shown" : D}>
    <th scope="row">${r.time(n.months)}</th>
    ${t.map(({ horizons: e, tone: t }) => {
		let i = I(Q(e, n.months));
		return w`<td class=${t}>
        ${i.estimate} <span class="limits">(${r.to(i)})</span>
      </td>`;
	})}
    <td>${F(n.average)}</td>
  </tr>`;
}
function Zt({ t: e, words: t, prediction: n }) {
	let { median_months: r, restricted_to_month: i } = n;
	return r === null ? t.medianNotReached(e.time(i)) : t.median(e.months(r));
}
function Qt({ words: e, prediction: t }) {
	let { restricted_mean_months: n, restricted_to_month: r } = t;
	return e.restrictedMean(Math.round(n), r);
}
// src/warnings.ts
function $t(e, t) {
	let { t: n } = e, r = en(e.answer.warnings);
	return w`<section class="warnings" part="warnings">
    <h4>${n.warnings}</h4>
    ${r.length === 0 ? w`<p>${n.noWarnings}</p>` : w`<ul>
          ${r.map((n) => tn(e, n, t))}
        </ul>`}
  </section>`;
}
function en(e) {
	return [...new Set(e.map(({ message: e }) => e))].map((t) => ({
		message: t,
		factors: e.flatMap((e) => e.message === t && e.factor !== null ? [e.factor] : [])
	}));
}
function tn(e, { message: t, factors: n }, r) {
	let i = n.map((t) => {
		let n = e.label(t);
		return w`<button
      type="button"
      class="link"
      aria-label=${e.t.showField(n)}
      @click=${() => r(t)}
    >
      ${n}</button
    >`;
	}).flatMap((e, t) => t === 0 ? [e] : [", ", e]);
	return w`<li>${i.length > 0 ? w`<b>${i}:</b> ` : D}${t}</li>`;
}
// src/answer-view.ts
function nn(e, t) {
	let { view: n, problem: r, pending: i } = t;
	return w`<div class="toolbar">
      <h3 id="answer-title">${e.answer}</h3>
      ${n ? on(e, t, n) : D} ${sn(e, t)}
      <button type="button" @click=${() => window.print()}>${e.print}</button>
      <span class="asking" aria-hidden="true">${e.asking}</span>
    </div>
    ${r && !At(r) ? ln(e, t, r) : D}
    ${n ? w`<div class="parts ${i ? "pending" : ""}">${rn(e, t, n)}</div>` : D}
    ${n ? cn(e, t) : D}
    ${n ? w`<div class="parts ${i ? "pending" : ""}">
          ${Rt(e, n.answer.bundle, n.answer.summary)}
        </div>` : D}`;
}
function rn(e, t, n) {
	let r = an(e, n);
	return w`<div class="wide lead">${Le(n)}</div>
    <div class="wide lead curve-and-people ${r.length > 1 ? "several" : ""}">
      ${ut(n, t.curveWidth)}
      <div class="people">${r}</div>
    </div>
    <div class="wide">${nt(n)}</div>
    <div class=${r.length > 1 ? "wide" : D}>${Jt(n)}</div>
    ${Gt(n)} ${Ut(n)}
    <div class="wide">${$t(n, t.goTo)}</div>`;
}
function an(e, t) {
	let n = t.differentHorizon(), r = (n) => e.icons(n, t.time);
	return [
		zt(t.words, {
			title: r(R(t, t.prediction)),
			interval: t.horizon(),
			tone: "patient"
		}),
		...t.others.map((e) => zt(t.words, {
			title: r(R(t, e)),
			interval: t.horizon(e),
			tone: "second"
		})),
		...n ? [zt(t.words, {
			title: r(e.differentPatient),
			interval: n,
			tone: "different"
		})] : []
	];
}
function on(e, { show: t }, n) {
	let r = n.horizon().months;
	return w`<div class="choices" role="radiogroup" aria-label=${e.horizon}>
    ${n.prediction.horizons.map(({ months: n }) => w`<label class="choice">
        <input
          type="radio"
          name="horizon"
          .checked=${V(n === r)}
          @change=${() => t(n)}
        /><span>${e.time(n)}</span>
      </label>`)}
  </div>`;
}
function sn(e, t) {
	let [n] = t.experimental;
	return n ? w`<button type="button" aria-pressed=${t.beside} @click=${t.compare}>
    ${e.compare(e.model(n.name))}
  </button>` : D;
}
function cn(e, t) {
	return Pt(e, {
		factors: t.factors,
		used: t.used,
		differences: t.differences,
		problem: t.problem,
		change: t.differ
	});
}
function ln(e, { retry: t }, n) {
	let r = n.status >= 400 && n.status < 500;
	return w`<div class="problem" part="problem">
    <h4>${e.noAnswer}: ${n.title}</h4>
    <ul class="messages">
      ${n.errors.map(({ message: e }) => w`<li>${e}</li>`)}
    </ul>
    ${r ? D : w`<button type="button" class="quiet" @click=${t}>${e.retry}</button>`}
  </div>`;
}
// src/appearance.ts
var un = o`
  .banner,
  .caution {
    background: var(--_caution-paper);
    color: var(--_caution-ink);
    border: 1px solid currentColor;
  }

  .caution {
    padding: 0.3rem 0.6rem;
    border-radius: var(--_radius);
    font-weight: 600;
  }

  .sticky {
    background: var(--_paper);
  }

  .glance strong {
    color: var(--_patient);
  }

  .hint,
  .mark,
  .unit,
  .axis {
    color: var(--_muted);
    font-size: 0.85em;
  }

  .mark {
    padding-inline: 0.4em;
    border: 1px solid var(--_line);
    border-radius: 1em;
    font-weight: 400;
    white-space: nowrap;
  }

  .form,
  .headline,
  section.different {
    padding: 0.9rem;
    background: var(--_panel);
    border-radius: var(--_radius);
  }

  .form h4 {
    color: var(--_muted);
  }

  .headline {
    border-inline-start: 0.4rem solid var(--_patient);
    display: grid;
    gap: 0.5rem;
  }

  .headline .estimate strong {
    color: var(--_patient);
    font-size: 2em;
    line-height: 1.1;
    margin-inline-end: 0.3rem;
  }

  .headline .estimate {
    font-size: 1.1em;
  }

  .headline .sure {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
  }

  section.different {
    border-inline-start: 0.4rem solid var(--_different);
  }

  .group.second {
    border-block-start: 3px solid var(--_second);
    padding-block-start: 0.5rem;
  }

  .label {
    font-weight: 600;
  }

  .field {
    border-inline-start: 3px solid var(--_patient);
  }

  .field.open {
    border-inline-start: 3px dashed var(--_control);
  }

  .field.faulty {
    border-inline-start: 3px double var(--_fault);
  }

  .fault {
    color: var(--_fault);
    font-weight: 600;
  }

  .fault::before {
    content: "⚠ ";
    content: "⚠ " / "";
  }

  div.fault::before {
    content: none;
  }

  div.fault p::before {
    content: "⚠ ";
    content: "⚠ " / "";
  }

  button,
  select,
  input[type="text"],
  .choice {
    min-block-size: 2rem;
    padding: 0.2rem 0.55rem;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--_ink);
    font: inherit;
  }

  .choice {
    display: inline-flex;
    gap: 0.3rem;
    align-items: center;
    cursor: pointer;
  }

  .choice input {
    margin: 0;
    accent-color: var(--_accent);
  }

  .choice.unknown {
    border-style: dashed;
    font-style: italic;
  }

  .choice:has(:checked),
  button[aria-pressed="true"] {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    font-weight: 600;
  }

  button[aria-pressed="true"]::before {
    content: "✓ ";
    content: "✓ " / "";
  }

  input[type="range"] {
    accent-color: var(--_accent);
  }

  [aria-invalid="true"]:not([role]) {
    border: 2px solid var(--_fault);
  }

  button {
    cursor: pointer;
  }

  button.link {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
  }

  button.quiet {
    justify-self: start;
  }

  summary {
    padding-block: 0.3rem;
    font-weight: 600;
    cursor: pointer;
  }

  details[open] > summary {
    margin-block-end: 0.6rem;
  }

  details .field {
    margin-block-end: 0.9rem;
  }

  :is(button, select, input, summary):focus-visible,
  .choice:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .problem {
    padding: 0.9rem;
    border: 2px solid var(--_fault);
    border-radius: var(--_radius);
    display: grid;
    gap: 0.5rem;
  }

  .pending {
    filter: blur(5px);
    opacity: 0.35;
    pointer-events: none;
    user-select: none;
  }

  .asking {
    color: var(--_muted);
    visibility: hidden;
  }

  [aria-busy="true"] .asking {
    visibility: visible;
  }

  th,
  td {
    border-block-end: 1px solid var(--_line);
  }

  .limits {
    color: var(--_ink);
    font-weight: 400;
  }

  td:is(.patient, .second, .different) {
    color: var(--_tone);
    font-weight: 700;
  }

  th:is(.patient, .second, .different) {
    border-block-end: 3px solid var(--_tone);
  }

  tr.shown > * {
    background: var(--_panel);
  }
`;
// src/question.ts
function dn(e) {
	return {
		...e,
		patient: {},
		what_if: [],
		explain: !1
	};
}
function fn(e) {
	return {
		...e,
		what_if: []
	};
}
var pn = class {
	service;
	settle;
	#e;
	#t = new AbortController();
	#n = /* @__PURE__ */ new Map();
	constructor(e, t) {
		this.service = e, this.settle = t;
	}
	ask(e, t = 120) {
		this.cancel();
		let { signal: n } = this.#t;
		this.#e = setTimeout(() => void this.#r(e, n), t);
	}
	cancel() {
		clearTimeout(this.#e), this.#t.abort(), this.#t = new AbortController();
	}
	async #r(e, t) {
		let n = await this.#i(e, t).catch((e) => ({ problem: hn(e, this.service.strings.failed) }));
		t.aborted || this.settle(n);
	}
	async #i(e, t) {
		try {
			return { result: await this.#a(e, t) };
		} catch (n) {
			if (!(n instanceof J) || !At(n.problem)) throw n;
			return {
				result: await this.#a(fn(e), t),
				problem: n.problem
			};
		}
	}
	async #a(e, t) {
		let [n, r] = await Promise.all([this.service.predict(e, t), this.#o(e)]);
		return {
			question: e,
			answer: n,
			averages: r
		};
	}
	#o(e) {
		let t = JSON.stringify([
			e.outcome,
			e.models,
			e.survived_months
		]), n = this.#n.get(t);
		if (n) return n;
		let r = this.service.predict(dn(e), new AbortController().signal).then(mn).catch((e) => {
			throw this.#n.delete(t), e;
		});
		return this.#n.set(t, r), r;
	}
};
function mn(e) {
	return new Map(e.predictions.map(({ model: e, curve: t }) => [e, t]));
}
function hn(e, t) {
	return e instanceof J ? e.problem : Nt("failed", t);
}
// src/drawing.ts
var gn = o`
  svg {
    fill: none;
    stroke-linejoin: round;
  }

  svg text {
    fill: var(--_ink);
    font-size: 13px;
  }

  svg text.tick,
  svg text.axis {
    fill: var(--_muted);
    font-size: 12px;
  }

  svg text.value {
    fill: var(--_tone);
    font-size: 20px;
    font-weight: 700;
    stroke: var(--_paper);
    stroke-width: 4px;
    paint-order: stroke;
  }

  .grid {
    stroke: var(--_line);
    stroke-width: 1;
  }

  .band {
    fill: var(--_tone);
    fill-opacity: 0.18;
  }

  .band.second {
    fill-opacity: 0.1;
  }

  .edge {
    stroke: var(--_tone);
    stroke-width: 1;
    stroke-opacity: 0.7;
  }

  .edge.second {
    stroke-dasharray: 2 3;
  }

  .line {
    stroke: var(--_tone);
    stroke-width: 3;
  }

  .line.average {
    stroke-width: 2;
    stroke-dasharray: 6 5;
  }

  .line.second {
    stroke-dasharray: 14 4 3 4;
  }

  .whisker {
    stroke: var(--_tone);
    stroke-width: 2;
  }

  .dot {
    fill: var(--_tone);
    stroke: var(--_paper);
    stroke-width: 1.5;
  }

  .past {
    fill: var(--_line);
    fill-opacity: 0.5;
  }

  .past-end {
    stroke: var(--_muted);
    stroke-width: 1.5;
  }

  .person {
    stroke: var(--_tone);
    stroke-width: 0.8;
  }

  .person.sure {
    fill: var(--_tone);
  }

  .person.unsure {
    stroke-dasharray: 1.2 1;
  }

  .hatching {
    stroke: var(--_tone);
    stroke-width: 1;
  }

  .persons.patient {
    --_tone: var(--_patient);
  }

  circle.dead {
    stroke: var(--_muted);
    stroke-width: 0.8;
  }

  .row-drawing line {
    vector-effect: non-scaling-stroke;
  }

  .rail,
  .zero {
    stroke: var(--_control);
    stroke-width: 1;
  }

  .span {
    fill: var(--_tone);
    fill-opacity: 0.25;
  }

  .limit {
    stroke: var(--_tone);
    stroke-width: 1.5;
  }

  .row.unknown .limit {
    stroke-dasharray: 3 2;
  }

  line.estimate {
    stroke: var(--_tone);
    stroke-width: 5;
  }

  .row.unknown line.estimate {
    stroke: var(--_patient);
  }

  line.average {
    stroke: var(--_average);
    stroke-width: 2;
    stroke-dasharray: 3 2;
  }

  rect.raises {
    fill: var(--_raises);
  }

  rect.lowers {
    fill: var(--_lowers);
  }

  .row-text.raises {
    color: var(--_raises);
    font-weight: 700;
  }

  .row-text.lowers {
    color: var(--_lowers);
    font-weight: 700;
  }
`, _n = class {
	t;
	factors;
	result;
	months;
	unusedMonths;
	constructor(e, t, n, r, i) {
		this.t = e, this.factors = t, this.result = n, this.months = r, this.unusedMonths = i;
	}
	get words() {
		return this.t.outcomes[this.result.question.outcome];
	}
	get answer() {
		return this.result.answer;
	}
	get prediction() {
		return this.answer.predictions[0];
	}
	get others() {
		return this.answer.predictions.slice(1);
	}
	get survived() {
		return this.result.question.survived_months;
	}
	horizon(e = this.prediction) {
		return Q(e.horizons, this.months);
	}
	get time() {
		return this.t.time(this.horizon().months);
	}
	different(e = this.prediction) {
		return e.what_if[0];
	}
	differentHorizon(e = this.prediction) {
		return Q(this.different(e)?.horizons ?? [], this.horizon().months);
	}
	explained(e) {
		return Q(e.explanation?.horizons ?? [], this.horizon().months);
	}
	ranges(e) {
		let t = (e) => e.highest - e.lowest;
		return e.range_if_known.filter(({ months: e }) => e === this.horizon().months).sort((e, n) => t(n) - t(e));
	}
	isOfCohort({ model: e } = this.prediction) {
		return this.answer.inputs.every(({ used_by: t }) => !t.includes(e));
	}
	who(e = this.prediction) {
		return this.isOfCohort(e) ? this.t.cohortAverage : this.t.thisPatient;
	}
	get subject() {
		let { t: e, time: t, survived: n, words: r } = this, i = this.isOfCohort();
		return n === 0 ? i ? r.cohort(t) : r.patients(t) : (i ? r.cohortGiven : r.patientsGiven)(t, e.months(n));
	}
	label(e) {
		return this.factors.get(e)?.label ?? e;
	}
	state(e, t) {
		return vn(this.t, this.factors.get(e), e, t);
	}
	changes(e) {
		return Object.entries(e).map(([e, t]) => this.state(e, t)).join(", ");
	}
};
function vn(e, t, n, r) {
	return e.named(t?.label ?? n, yn(e, t, r));
}
function yn(e, t, n) {
	return n === null ? e.unknown : typeof n == "boolean" ? n ? e.yes : e.no : t?.levels.find((e) => e.value === n)?.label ?? `${n}${t?.unit ? ` ${t.unit}` : ""}`;
}
// src/facts.ts
function bn(e, t, n, r) {
	let i = ({ name: e }) => (n[e] ?? null) !== null, a = t.filter(i).map((t) => vn(e, t, t.name, n[t.name] ?? null)), o = t.filter((e) => !i(e)).map(({ label: e }) => e);
	return w`<section class="facts">
    <p><b>${e.facts}</b> ${a.length > 0 ? e.listed(a) : e.nothingKnown}</p>
    ${r ? xn(e, r) : D}
    ${o.length > 0 ? w`<p><b>${e.unknownFacts}</b> ${e.listed(o)}</p>` : D}
  </section>`;
}
function xn(e, { words: t, isNamed: n, survived: r }) {
	return w`${n ? w`<p><b>${e.named(e.outcome, "")}</b> ${e.listed([t.name])}</p>` : D}
    <p><b>${e.named(t.survived, "")}</b> ${e.listed([e.months(r)])}</p>`;
}
// src/form.ts
function Sn(e, t) {
	let { used: n, alsoUsed: r, others: i } = Cn(t), a = t.models.filter(({ experimental: e }) => !e).length;
	return w`<section class="form" part="form" aria-labelledby="patient-title">
    <h3 id="patient-title">${e.patient}</h3>
    ${n.length > 0 ? w`<div class="group">
          <h4>${e.usedFacts(a)}</h4>
          ${n.map((n) => wn(e, t, n))}
        </div>` : D}
    ${r.length > 0 ? w`<div class="group second">
          <h4>${e.alsoUsedFacts}</h4>
          ${r.map((n) => wn(e, t, n))}
        </div>` : D}
    ${t.words ? En(e, t, t.words) : D}
    ${Tn(e, t, i, a)}
    <button type="button" class="quiet" @click=${t.clear}>${e.clear}</button>
  </section>`;
}
function Cn({ factors: e, models: t }) {
	let n = (e) => new Set(t.filter((t) => t.experimental === e).flatMap((e) => e.factors)), r = n(!1), i = n(!0), a = ({ name: e }) => r.has(e), o = (e) => !a(e) && i.has(e.name);
	return {
		used: e.filter(a),
		alsoUsed: e.filter(o),
		others: e.filter((e) => !a(e) && !o(e))
	};
}
function wn(e, t, n) {
	let { name: r } = n;
	return wt(e, {
		id: `patient-${r}`,
		factor: n,
		value: t.patient[r] ?? null,
		typed: t.typed[r] ?? "",
		faults: Y(t.problem, `/patient/${r}`),
		change: (e, n) => t.change(r, e, n)
	});
}
function Tn(e, t, n, r) {
	let i = n.filter(({ name: e }) => (t.patient[e] ?? null) !== null).length;
	return w`<details class="group" .open=${t.othersOpen} @toggle=${(e) => t.openOthers(e.target.open)}>
    <summary>
      <span>${e.otherFacts(r)}</span>${i > 0 ? w` <span class="mark">${e.given(i)}</span>` : D}
    </summary>
    ${n.map((n) => wn(e, t, n))}
  </details>`;
}
function En(e, t, n) {
	let r = Math.min(...t.models.map((e) => e.longest_month)) - 1, i = Y(t.problem, "/survived_months");
	return w`<div class="field" part="field">
    <label class="label" for="survived">${n.survived}</label>
    <div class="choices">
      <input
        id="survived"
        type="range"
        min="0"
        max=${r}
        step="1"
        .value=${V(String(t.survived))}
        aria-valuetext=${e.months(t.survived)}
        aria-describedby="survived-hint"
        @input=${(e) => t.survive(Number(e.target.value))}
      />
      <output for="survived">${e.months(t.survived)}</output>
    </div>
    ${i.map(({ message: e }) => w`<p class="fault">${e}</p>`)}
    <p class="hint" id="survived-hint">${n.survivedHint}</p>
  </div>`;
}
// src/locales/nach.ts
var $ = (e) => `nach ${e.replace(/(Jahre|Monate)$/, "$1n")}`, Dn = {
	overall_survival: {
		name: "Gesamtüberleben",
		meaning: "Am Leben zu sein.",
		survived: "Seit der Operation bereits überlebt",
		survivedHint: "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt, nicht, dass sie rezidivfrei ist.",
		patients: (e) => `solchen Personen leben ${e} nach der Operation`,
		patientsGiven: (e, t) => `solchen Personen, die ${t} überlebt haben, leben ${e} nach der Operation`,
		cohort: (e) => `Personen der Kohorte leben ${e} nach der Operation`,
		cohortGiven: (e, t) => `Personen der Kohorte, die ${t} überlebt haben, leben ${e} nach der Operation`,
		counted: "",
		intervalMeaning: "95-%-Intervall für das mittlere Überleben solcher Personen, dieses Modell vorausgesetzt.",
		curve: "Überlebenskurve",
		ofHundred: "von 100 am Leben",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Von 100 Personen leben ${e} selbst an der unteren Grenze des Intervalls, ${t} nach der Schätzung, ${n} an der oberen Grenze.`,
		sure: "leben selbst an der unteren Grenze des Intervalls",
		likely: "leben nach der Schätzung, nicht aber an der unteren Grenze",
		unsure: "leben nur an der oberen Grenze",
		dead: "leben selbst an der oberen Grenze nicht",
		table: "Von 100 am Leben, nach Zeit seit der Operation",
		median: (e) => `Vorhergesagte mediane Überlebenszeit: ${e}; die Hälfte solcher Personen lebt so lange oder länger.`,
		medianNotReached: (e) => `Mehr als die Hälfte ist ${$(e)} vorhersagegemäß am Leben; der Median wird nicht erreicht.`,
		restrictedMean: (e, t) => `Von den ersten ${t} Monaten nach der Operation erleben solche Personen im Mittel ${e}.`,
		unconditional: "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem Überleben."
	},
	cancer_specific_survival: {
		name: "Krebsspezifisches Überleben",
		meaning: "Nicht am Sarkom verstorben zu sein. Wer es nicht ist, kann an einer anderen Ursache verstorben sein.",
		survived: "Seit der Operation bereits überlebt",
		survivedHint: "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt, nicht, dass sie rezidivfrei ist.",
		patients: (e) => `solchen Personen sind ${e} nach der Operation nicht am Sarkom verstorben`,
		patientsGiven: (e, t) => `solchen Personen, die ${t} überlebt haben, sind ${e} nach der Operation nicht am Sarkom verstorben`,
		cohort: (e) => `Personen der Kohorte sind ${e} nach der Operation nicht am Sarkom verstorben`,
		cohortGiven: (e, t) => `Personen der Kohorte, die ${t} überlebt haben, sind ${e} nach der Operation nicht am Sarkom verstorben`,
		counted: "Einige von ihnen können an einer anderen Ursache verstorben sein.",
		intervalMeaning: "95-%-Intervall für das mittlere krebsspezifische Überleben solcher Personen, dieses Modell vorausgesetzt.",
		curve: "Kurve des krebsspezifischen Überlebens",
		ofHundred: "von 100 nicht am Sarkom verstorben",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Von 100 Personen sind ${e} selbst an der unteren Grenze des Intervalls nicht am Sarkom verstorben, ${t} nach der Schätzung, ${n} an der oberen Grenze. Einige von ihnen können an einer anderen Ursache verstorben sein.`,
		sure: "selbst an der unteren Grenze des Intervalls nicht am Sarkom verstorben",
		likely: "nach der Schätzung nicht am Sarkom verstorben, wohl aber an der unteren Grenze",
		unsure: "nur an der oberen Grenze nicht am Sarkom verstorben",
		dead: "selbst an der oberen Grenze am Sarkom verstorben",
		table: "Von 100 nicht am Sarkom verstorben, nach Zeit seit der Operation",
		median: (e) => `Bis ${e} nach der Operation ist vorhersagegemäß die Hälfte solcher Personen am Sarkom verstorben.`,
		medianNotReached: (e) => `Weniger als die Hälfte ist ${$(e)} vorhersagegemäß am Sarkom verstorben; der Median wird nicht erreicht.`,
		restrictedMean: (e, t) => `Von den ersten ${t} Monaten nach der Operation nimmt der Tod am Sarkom solchen Personen im Mittel ${t - e}.`,
		unconditional: "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem Überleben."
	},
	disease_free_survival: {
		name: "Krankheitsfreies Überleben",
		meaning: "Am Leben und krankheitsfrei zu sein.",
		survived: "Seit der Operation bereits krankheitsfrei überlebt",
		survivedHint: "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt und krankheitsfrei ist; für eine Person, deren Erkrankung bis dahin wiedergekehrt ist, gilt die Antwort nicht.",
		patients: (e) => `solchen Personen sind ${e} nach der Operation am Leben und krankheitsfrei`,
		patientsGiven: (e, t) => `solchen Personen, die ${t} krankheitsfrei überlebt haben, sind ${e} nach der Operation am Leben und krankheitsfrei`,
		cohort: (e) => `Personen der Kohorte sind ${e} nach der Operation am Leben und krankheitsfrei`,
		cohortGiven: (e, t) => `Personen der Kohorte, die ${t} krankheitsfrei überlebt haben, sind ${e} nach der Operation am Leben und krankheitsfrei`,
		counted: "",
		intervalMeaning: "95-%-Intervall für das mittlere krankheitsfreie Überleben solcher Personen, dieses Modell vorausgesetzt.",
		curve: "Kurve des krankheitsfreien Überlebens",
		ofHundred: "von 100 am Leben und krankheitsfrei",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Von 100 Personen sind ${e} selbst an der unteren Grenze des Intervalls am Leben und krankheitsfrei, ${t} nach der Schätzung, ${n} an der oberen Grenze.`,
		sure: "selbst an der unteren Grenze des Intervalls am Leben und krankheitsfrei",
		likely: "nach der Schätzung am Leben und krankheitsfrei, nicht aber an der unteren Grenze",
		unsure: "nur an der oberen Grenze am Leben und krankheitsfrei",
		dead: "selbst an der oberen Grenze erneut erkrankt oder verstorben",
		table: "Von 100 am Leben und krankheitsfrei, nach Zeit seit der Operation",
		median: (e) => `Vorhergesagte mediane krankheitsfreie Überlebenszeit: ${e}; die Hälfte solcher Personen lebt so lange oder länger krankheitsfrei.`,
		medianNotReached: (e) => `Mehr als die Hälfte ist ${$(e)} vorhersagegemäß am Leben und krankheitsfrei; der Median wird nicht erreicht.`,
		restrictedMean: (e, t) => `Von den ersten ${t} Monaten nach der Operation erleben solche Personen im Mittel ${e} krankheitsfrei.`,
		unconditional: "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem krankheitsfreien Überleben."
	}
}, On = (e) => e === 1 ? "1 Monat" : `${e} Monate`, kn = (e) => e === 0 || e % 12 != 0 ? On(e) : e === 12 ? "1 Jahr" : `${e / 12} Jahre`, An = {
	cox: "Cox-Modell",
	forest: "Random Survival Forest"
}, jn = {
	code: "de",
	name: "Deutsch",
	reviewed: !1,
	direction: "ltr",
	title: "Überleben nach Entfernung von Lungenmetastasen eines Sarkoms",
	outcome: "Was vorhergesagt wird",
	outcomes: Dn,
	language: "Sprache",
	notReviewed: "Übersetzung nicht klinisch geprüft",
	notForClinicalUse: "Nicht für den klinischen Einsatz.",
	trainedOn: {
		reconstructed: "Trainiert auf Evidenz, die aus veröffentlichten Tabellen rekonstruiert wurde.",
		registry: "Trainiert auf dem Register einer Klinik; anderswo nicht validiert."
	},
	print: "Drucken",
	time: kn,
	months: On,
	model: (e) => An[e] ?? e,
	experimentalModel: (e) => `${An[e] ?? e}, experimentell`,
	patient: "Patientin oder Patient",
	usedFacts: (e) => e > 1 ? "Von mindestens einem dieser Modelle verwendet" : "Von diesem Modell verwendet",
	alsoUsedFacts: "Nur vom experimentellen Modell verwendet",
	otherFacts: (e) => `Weitere Angaben (festgehalten, von ${e > 1 ? "keinem dieser Modelle" : "diesem Modell nicht"} verwendet)`,
	given: (e) => `${e} angegeben`,
	unknown: "Unbekannt",
	yes: "Ja",
	no: "Nein",
	choose: "Auswählen …",
	knownAfter: "erst nach der Operation bekannt",
	clear: "Alles unbekannt",
	facts: "Bekannte Angaben:",
	unknownFacts: "Unbekannt:",
	nothingKnown: "Nichts ist bekannt.",
	answer: "Die Antwort",
	asking: "Wird berechnet …",
	loading: "Wird geladen …",
	horizon: "Zeit nach der Operation",
	headline: (e) => `Etwa ${e} von 100`,
	notIndividual: "Kohortendurchschnitt, keine individuelle Vorhersage: Nichts, was das Modell verwendet, ist bekannt.",
	aliveOnly: (e) => `Dass die Person ${$(e)} lebt, geht in diese Antwort nicht ein: Ob sie dann krankheitsfrei war, ist nicht bekannt.`,
	interval: (e) => `95-%-Intervall: ${e.lower} bis ${e.upper} von 100`,
	averageIs: (e) => `Kohortendurchschnitt: ${e} von 100`,
	compare: (e) => `Vergleichen mit: ${e} (experimentell)`,
	experimental: "experimentell",
	thisPatient: "Diese Person",
	cohortAverage: "Kohortendurchschnitt",
	band: "95-%-Intervall",
	yearsAfter: "Jahre nach der Operation",
	curveText: (e, t) => `${e} mit 95-%-Intervall und Kohortendurchschnitt. ${t.join(" ")}`,
	point: (e, t, n) => `${e}: ${t.estimate} von 100, Intervall ${t.lower} bis ${t.upper}, Kohortendurchschnitt ${n}.`,
	icons: (e, t) => `${e}: 100 solche Personen ${$(t)}`,
	timeColumn: "Zeit",
	estimate: "Schätzung",
	limits: "95-%-Intervall",
	to: (e) => `${e.lower} bis ${e.upper}`,
	contributions: (e) => `Warum: was jede Angabe hinzufügt oder nimmt, ${$(e)}`,
	contributionsHint: (e, t) => `Vom Kohortendurchschnitt ${e} von 100 zu ${t} von 100. Balken nach rechts fügen hinzu, Balken nach links nehmen.`,
	points: (e) => e === 0 ? "< 1" : `${e > 0 ? "+" : "−"}${Math.abs(e)}`,
	noContribution: "Bekannt, in diesem Modell aber ohne Wirkung:",
	nothingContributes: "Nichts, was dieses Modell verwendet, ist bekannt.",
	ranges: (e) => `Was unbekannt ist und wie weit es die Antwort verschieben könnte, ${$(e)}`,
	rangesHint: "Derzeit über die Kohorte gemittelt. Wäre es bekannt, läge die Schätzung zwischen den Enden des Balkens.",
	range: (e, t) => e === t ? `${e} in jedem Fall` : `${e} bis ${t}`,
	scenarios: (e) => `Wenn der Durchschnitt niedriger wäre, ${$(e)}`,
	scenariosHint: "Andere Kliniken berichten niedrigere Durchschnitte als die veröffentlichte Kohorte. Dieselbe Person, wenn der Durchschnitt aller wäre:",
	scenario: (e) => `Durchschnitt ${e}`,
	then: (e) => `diese Person ${e}`,
	listed: (e) => `${e.join("; ")}.`,
	named: (e, t) => `${e}: ${t}`,
	different: "Eine andere Person neben dieser",
	differentHint: "Kein Rat, und nicht das, was eine Behandlung ändern würde: eine andere Person, die sich unterscheidet.",
	differentPatient: "Eine andere Person",
	addFact: "Unterscheidet sich in",
	remove: (e) => `Entfernen: ${e}`,
	ofDifferent: (e) => `${e}, der anderen Person`,
	warnings: "Warnhinweise zu dieser Person",
	noWarnings: "Keine.",
	showField: (e) => `Gehe zu: ${e}`,
	limitations: "Was für jede Antwort gilt",
	provenance: "Woher dies stammt",
	provenances: {
		reconstructed: "Aus veröffentlichten Tabellen rekonstruiert; keine individuellen Patientendaten.",
		registry: "Trainiert auf dem Register einer Klinik; anderswo nicht validiert."
	},
	bundle: (e, t) => `Bundle ${e}, pulmet ${t}.`,
	words: "In Worten",
	noAnswer: "Keine Antwort",
	failed: "Der Dienst hat nicht wie erwartet geantwortet.",
	unreachable: "Der Dienst war nicht erreichbar.",
	patientUnreadable: "Das Attribut „patient“ ist kein JSON-Objekt aus Faktoren.",
	outcomeUnsupported: (e) => `Der verlangte Endpunkt ist hier nicht verfügbar. Möglich: ${e.join(", ")}.`,
	retry: "Erneut versuchen",
	announced: (e, t, n) => `Etwa ${e} von 100 ${t}. 95-%-Intervall ${n.lower} bis ${n.upper}.`,
	announcedBeside: (e, t) => `${e}: ${t} von 100.`,
	announcedWarnings: (e) => e === 1 ? "1 Warnhinweis." : `${e} Warnhinweise.`,
	unchanged: (e) => `Unverändert: ${e}`
}, Mn = {
	overall_survival: {
		name: "Overall survival",
		meaning: "Being alive.",
		survived: "Already survived since the operation",
		survivedHint: "0 when asked before the operation. A patient is known to be alive, not known to be free of recurrence.",
		patients: (e) => `patients like this one are alive ${e} after the operation`,
		patientsGiven: (e, t) => `patients like this one, alive after ${t}, are alive ${e} after the operation`,
		cohort: (e) => `patients of the cohort are alive ${e} after the operation`,
		cohortGiven: (e, t) => `patients of the cohort, alive after ${t}, are alive ${e} after the operation`,
		counted: "",
		intervalMeaning: "95 % interval for the average survival of such patients, given this model.",
		curve: "Survival curve",
		ofHundred: "alive of 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Of 100 persons, ${e} are alive even at the lower limit, ${t} by the estimate, ${n} at the upper limit of the interval.`,
		sure: "alive even at the lower limit of the interval",
		likely: "alive by the estimate, but not at the lower limit",
		unsure: "alive only at the upper limit",
		dead: "not alive even at the upper limit",
		table: "Alive of 100, by time after the operation",
		median: (e) => `Half of such patients are predicted to live ${e} or longer.`,
		medianNotReached: (e) => `More than half are predicted to be alive after ${e}; the median is not reached.`,
		restrictedMean: (e, t) => `Of the first ${t} months after the operation, such patients live ${e} on average.`,
		unconditional: "These are parts of the probability counted from the operation, not of the one given survival so far."
	},
	cancer_specific_survival: {
		name: "Cancer-specific survival",
		meaning: "Not having died of the sarcoma. Who has not may have died of another cause.",
		survived: "Already survived since the operation",
		survivedHint: "0 when asked before the operation. A patient is known to be alive, not known to be free of recurrence.",
		patients: (e) => `patients like this one have not died of the sarcoma ${e} after the operation`,
		patientsGiven: (e, t) => `patients like this one, alive after ${t}, have not died of the sarcoma ${e} after the operation`,
		cohort: (e) => `patients of the cohort have not died of the sarcoma ${e} after the operation`,
		cohortGiven: (e, t) => `patients of the cohort, alive after ${t}, have not died of the sarcoma ${e} after the operation`,
		counted: "Some of them may have died of another cause.",
		intervalMeaning: "95 % interval for the average cancer-specific survival of such patients, given this model.",
		curve: "Curve of cancer-specific survival",
		ofHundred: "not dead of the sarcoma, of 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Of 100 persons, ${e} have not died of the sarcoma even at the lower limit, ${t} by the estimate, ${n} at the upper limit of the interval. Some of them may have died of another cause.`,
		sure: "not dead of the sarcoma even at the lower limit of the interval",
		likely: "not dead of the sarcoma by the estimate, but dead of it at the lower limit",
		unsure: "not dead of the sarcoma only at the upper limit",
		dead: "dead of the sarcoma even at the upper limit",
		table: "Not dead of the sarcoma, of 100, by time after the operation",
		median: (e) => `By ${e} after the operation, half of such patients are predicted to have died of the sarcoma.`,
		medianNotReached: (e) => `Fewer than half are predicted to have died of the sarcoma after ${e}; the median is not reached.`,
		restrictedMean: (e, t) => `Of the first ${t} months after the operation, death of the sarcoma takes ${t - e} from such patients on average.`,
		unconditional: "These are parts of the probability counted from the operation, not of the one given survival so far."
	},
	disease_free_survival: {
		name: "Disease-free survival",
		meaning: "Being alive and free of disease.",
		survived: "Already survived free of disease since the operation",
		survivedHint: "0 when asked before the operation. A patient is known to be alive and free of disease; the answer does not hold for one whose disease has come back by then.",
		patients: (e) => `patients like this one are alive and free of disease ${e} after the operation`,
		patientsGiven: (e, t) => `patients like this one, alive and free of disease after ${t}, are alive and free of disease ${e} after the operation`,
		cohort: (e) => `patients of the cohort are alive and free of disease ${e} after the operation`,
		cohortGiven: (e, t) => `patients of the cohort, alive and free of disease after ${t}, are alive and free of disease ${e} after the operation`,
		counted: "",
		intervalMeaning: "95 % interval for the average disease-free survival of such patients, given this model.",
		curve: "Curve of disease-free survival",
		ofHundred: "alive and free of disease, of 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `Of 100 persons, ${e} are alive and free of disease even at the lower limit, ${t} by the estimate, ${n} at the upper limit of the interval.`,
		sure: "alive and free of disease even at the lower limit of the interval",
		likely: "alive and free of disease by the estimate, but not at the lower limit",
		unsure: "alive and free of disease only at the upper limit",
		dead: "relapsed or dead even at the upper limit",
		table: "Alive and free of disease, of 100, by time after the operation",
		median: (e) => `Half of such patients are predicted to live free of disease for ${e} or longer.`,
		medianNotReached: (e) => `More than half are predicted to be alive and free of disease after ${e}; the median is not reached.`,
		restrictedMean: (e, t) => `Of the first ${t} months after the operation, such patients live ${e} free of disease on average.`,
		unconditional: "These are parts of the probability counted from the operation, not of the one given survival free of disease so far."
	}
}, Nn = (e) => e === 1 ? "1 month" : `${e} months`, Pn = (e) => e === 0 || e % 12 != 0 ? Nn(e) : e === 12 ? "1 year" : `${e / 12} years`, Fn = {
	cox: "Cox model",
	forest: "Random survival forest"
}, In = {
	code: "en",
	name: "English",
	reviewed: !0,
	direction: "ltr",
	title: "Survival after removal of lung metastases of a sarcoma",
	outcome: "What is predicted",
	outcomes: Mn,
	language: "Language",
	notReviewed: "Translation not clinically reviewed",
	notForClinicalUse: "Not for clinical use.",
	trainedOn: {
		reconstructed: "Trained on evidence reconstructed from published tables.",
		registry: "Trained on a hospital's registry; not validated elsewhere."
	},
	print: "Print",
	time: Pn,
	months: Nn,
	model: (e) => Fn[e] ?? e,
	experimentalModel: (e) => `${Fn[e] ?? e}, experimental`,
	patient: "The patient",
	usedFacts: (e) => e > 1 ? "Used by at least one of these models" : "Used by this model",
	alsoUsedFacts: "Used by the experimental model only",
	otherFacts: (e) => `Other facts (recorded, ${e > 1 ? "used by none of these models" : "not used by this model"})`,
	given: (e) => `${e} given`,
	unknown: "Unknown",
	yes: "Yes",
	no: "No",
	choose: "Choose …",
	knownAfter: "known only after the operation",
	clear: "All unknown",
	facts: "Known facts:",
	unknownFacts: "Unknown:",
	nothingKnown: "Nothing is known.",
	answer: "The answer",
	asking: "Calculating …",
	loading: "Loading …",
	horizon: "Time after the operation",
	headline: (e) => `About ${e} of 100`,
	notIndividual: "Cohort average, not an individual prediction: nothing that the model uses is known.",
	aliveOnly: (e) => `That the patient is alive after ${e} is not used in this answer: it is not known whether the patient was free of disease then.`,
	interval: (e) => `95 % interval: ${e.lower} to ${e.upper} of 100`,
	averageIs: (e) => `Cohort average: ${e} of 100`,
	compare: (e) => `Compare with: ${e} (experimental)`,
	experimental: "experimental",
	thisPatient: "This patient",
	cohortAverage: "Cohort average",
	band: "95 % interval",
	yearsAfter: "years after the operation",
	curveText: (e, t) => `${e} with its 95 % interval and the cohort average. ${t.join(" ")}`,
	point: (e, t, n) => `${e}: ${t.estimate} of 100, interval ${t.lower} to ${t.upper}, cohort average ${n}.`,
	icons: (e, t) => `${e}: 100 such patients after ${t}`,
	timeColumn: "Time",
	estimate: "Estimate",
	limits: "95 % interval",
	to: (e) => `${e.lower} to ${e.upper}`,
	contributions: (e) => `Why: what each fact adds or takes, at ${e}`,
	contributionsHint: (e, t) => `From the cohort average of ${e} of 100 to ${t} of 100. Bars to the right add, bars to the left take.`,
	points: (e) => e === 0 ? "< 1" : `${e > 0 ? "+" : "−"}${Math.abs(e)}`,
	noContribution: "Known, but of no effect in this model:",
	nothingContributes: "Nothing that this model uses is known.",
	ranges: (e) => `What is unknown, and how far it could move the answer at ${e}`,
	rangesHint: "Averaged over the cohort now. If it were known, the estimate would lie between the ends of its bar.",
	range: (e, t) => e === t ? `${e} in every case` : `${e} to ${t}`,
	scenarios: (e) => `If the average were lower, at ${e}`,
	scenariosHint: "Other hospitals report lower averages than the published cohort. The same patient, if the average of all were:",
	scenario: (e) => `average ${e}`,
	then: (e) => `this patient ${e}`,
	listed: (e) => `${e.join("; ")}.`,
	named: (e, t) => `${e}: ${t}`,
	different: "A different patient beside this one",
	differentHint: "Not advice, and not what a treatment would change: another patient, who has …",
	differentPatient: "A different patient",
	addFact: "Differs in",
	remove: (e) => `Remove: ${e}`,
	ofDifferent: (e) => `${e}, of the different patient`,
	warnings: "Warnings about this patient",
	noWarnings: "None.",
	showField: (e) => `Go to: ${e}`,
	limitations: "What holds for every answer",
	provenance: "Where this comes from",
	provenances: {
		reconstructed: "Reconstructed from published tables; no individual patient data.",
		registry: "Trained on a hospital's registry; not validated elsewhere."
	},
	bundle: (e, t) => `Bundle ${e}, pulmet ${t}.`,
	words: "In words",
	noAnswer: "No answer",
	failed: "The service did not answer as expected.",
	unreachable: "The service could not be reached.",
	patientUnreadable: "The attribute “patient” is not a JSON object of factors.",
	outcomeUnsupported: (e) => `The outcome asked for is not served. Allowed: ${e.join(", ")}.`,
	retry: "Try again",
	announced: (e, t, n) => `About ${e} of 100 ${t}. 95 % interval ${n.lower} to ${n.upper}.`,
	announcedBeside: (e, t) => `${e}: ${t} of 100.`,
	announcedWarnings: (e) => e === 1 ? "1 warning." : `${e} warnings.`,
	unchanged: (e) => `Unchanged: ${e}`
}, Ln = {
	overall_survival: {
		name: "Supervivencia global",
		meaning: "Estar vivo.",
		survived: "Ya sobrevivido desde la operación",
		survivedHint: "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo, no que esté libre de recidiva.",
		patients: (e) => `pacientes como este están vivos ${e} después de la operación`,
		patientsGiven: (e, t) => `pacientes como este, vivos a los ${t}, están vivos ${e} después de la operación`,
		cohort: (e) => `pacientes de la cohorte están vivos ${e} después de la operación`,
		cohortGiven: (e, t) => `pacientes de la cohorte, vivos a los ${t}, están vivos ${e} después de la operación`,
		counted: "",
		intervalMeaning: "Intervalo del 95 % para la supervivencia media de pacientes así, dado este modelo.",
		curve: "Curva de supervivencia",
		ofHundred: "vivos de 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `De 100 personas, ${e} están vivas incluso en el límite inferior, ${t} según la estimación y ${n} en el límite superior del intervalo.`,
		sure: "vivas incluso en el límite inferior del intervalo",
		likely: "vivas según la estimación, pero no en el límite inferior",
		unsure: "vivas solo en el límite superior",
		dead: "no vivas ni siquiera en el límite superior",
		table: "Vivos de 100, según el tiempo tras la operación",
		median: (e) => `Se predice que la mitad de estos pacientes vivirá ${e} o más.`,
		medianNotReached: (e) => `Se predice que más de la mitad estará viva después de ${e}; no se alcanza la mediana.`,
		restrictedMean: (e, t) => `De los primeros ${t} meses tras la operación, estos pacientes viven ${e} de media.`,
		unconditional: "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido."
	},
	cancer_specific_survival: {
		name: "Supervivencia específica por cáncer",
		meaning: "No haber fallecido por el sarcoma. Quien no ha fallecido por él puede haber fallecido por otra causa.",
		survived: "Ya sobrevivido desde la operación",
		survivedHint: "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo, no que esté libre de recidiva.",
		patients: (e) => `pacientes como este no han fallecido por el sarcoma ${e} después de la operación`,
		patientsGiven: (e, t) => `pacientes como este, vivos a los ${t}, no han fallecido por el sarcoma ${e} después de la operación`,
		cohort: (e) => `pacientes de la cohorte no han fallecido por el sarcoma ${e} después de la operación`,
		cohortGiven: (e, t) => `pacientes de la cohorte, vivos a los ${t}, no han fallecido por el sarcoma ${e} después de la operación`,
		counted: "Algunos de ellos pueden haber fallecido por otra causa.",
		intervalMeaning: "Intervalo del 95 % para la supervivencia media específica por cáncer de pacientes así, dado este modelo.",
		curve: "Curva de supervivencia específica por cáncer",
		ofHundred: "no fallecidos por el sarcoma, de 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `De 100 personas, ${e} no han fallecido por el sarcoma ni siquiera en el límite inferior, ${t} según la estimación y ${n} en el límite superior del intervalo. Algunas de ellas pueden haber fallecido por otra causa.`,
		sure: "no fallecidas por el sarcoma ni siquiera en el límite inferior del intervalo",
		likely: "no fallecidas por el sarcoma según la estimación, pero sí en el límite inferior",
		unsure: "no fallecidas por el sarcoma solo en el límite superior",
		dead: "fallecidas por el sarcoma incluso en el límite superior",
		table: "No fallecidos por el sarcoma, de 100, según el tiempo tras la operación",
		median: (e) => `Se predice que, transcurridos ${e} desde la operación, la mitad de estos pacientes habrá fallecido por el sarcoma.`,
		medianNotReached: (e) => `Se predice que menos de la mitad habrá fallecido por el sarcoma después de ${e}; no se alcanza la mediana.`,
		restrictedMean: (e, t) => `De los primeros ${t} meses tras la operación, la muerte por el sarcoma quita a estos pacientes ${t - e} de media.`,
		unconditional: "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido."
	},
	disease_free_survival: {
		name: "Supervivencia libre de enfermedad",
		meaning: "Estar vivo y libre de enfermedad.",
		survived: "Ya sobrevivido libre de enfermedad desde la operación",
		survivedHint: "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo y libre de enfermedad; la respuesta no vale para un paciente cuya enfermedad haya reaparecido hasta entonces.",
		patients: (e) => `pacientes como este están vivos y libres de enfermedad ${e} después de la operación`,
		patientsGiven: (e, t) => `pacientes como este, vivos y libres de enfermedad a los ${t}, están vivos y libres de enfermedad ${e} después de la operación`,
		cohort: (e) => `pacientes de la cohorte están vivos y libres de enfermedad ${e} después de la operación`,
		cohortGiven: (e, t) => `pacientes de la cohorte, vivos y libres de enfermedad a los ${t}, están vivos y libres de enfermedad ${e} después de la operación`,
		counted: "",
		intervalMeaning: "Intervalo del 95 % para la supervivencia media libre de enfermedad de pacientes así, dado este modelo.",
		curve: "Curva de supervivencia libre de enfermedad",
		ofHundred: "vivos y libres de enfermedad, de 100",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `De 100 personas, ${e} están vivas y libres de enfermedad incluso en el límite inferior, ${t} según la estimación y ${n} en el límite superior del intervalo.`,
		sure: "vivas y libres de enfermedad incluso en el límite inferior del intervalo",
		likely: "vivas y libres de enfermedad según la estimación, pero no en el límite inferior",
		unsure: "vivas y libres de enfermedad solo en el límite superior",
		dead: "con recaída o fallecidas incluso en el límite superior",
		table: "Vivos y libres de enfermedad, de 100, según el tiempo tras la operación",
		median: (e) => `Se predice que la mitad de estos pacientes vivirá libre de enfermedad ${e} o más.`,
		medianNotReached: (e) => `Se predice que más de la mitad estará viva y libre de enfermedad después de ${e}; no se alcanza la mediana.`,
		restrictedMean: (e, t) => `De los primeros ${t} meses tras la operación, estos pacientes viven ${e} libres de enfermedad de media.`,
		unconditional: "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido libre de enfermedad."
	}
}, Rn = (e) => e === 1 ? "1 mes" : `${e} meses`, zn = (e) => e === 0 || e % 12 != 0 ? Rn(e) : e === 12 ? "1 año" : `${e / 12} años`, Bn = {
	cox: "Modelo de Cox",
	forest: "Bosque aleatorio de supervivencia"
}, Vn = {
	code: "es",
	name: "Español",
	reviewed: !1,
	direction: "ltr",
	title: "Supervivencia tras la resección de metástasis pulmonares de un sarcoma",
	outcome: "Lo que se predice",
	outcomes: Ln,
	language: "Idioma",
	notReviewed: "Traducción sin revisión clínica",
	notForClinicalUse: "No apto para uso clínico.",
	trainedOn: {
		reconstructed: "Entrenado con evidencia reconstruida a partir de tablas publicadas.",
		registry: "Entrenado con el registro de un hospital; sin validar en otros lugares."
	},
	print: "Imprimir",
	time: zn,
	months: Rn,
	model: (e) => Bn[e] ?? e,
	experimentalModel: (e) => `${Bn[e] ?? e}, experimental`,
	patient: "El paciente",
	usedFacts: (e) => e > 1 ? "Utilizados por al menos uno de estos modelos" : "Utilizados por este modelo",
	alsoUsedFacts: "Utilizados solo por el modelo experimental",
	otherFacts: (e) => `Otros datos (registrados, no utilizados por ${e > 1 ? "ninguno de estos modelos" : "este modelo"})`,
	given: (e) => e === 1 ? "1 indicado" : `${e} indicados`,
	unknown: "Desconocido",
	yes: "Sí",
	no: "No",
	choose: "Elegir…",
	knownAfter: "solo se conoce tras la operación",
	clear: "Todo desconocido",
	facts: "Datos conocidos:",
	unknownFacts: "Desconocidos:",
	nothingKnown: "No se conoce nada.",
	answer: "La respuesta",
	asking: "Calculando…",
	loading: "Cargando…",
	horizon: "Tiempo tras la operación",
	headline: (e) => `Unos ${e} de 100`,
	notIndividual: "Promedio de la cohorte, no una predicción individual: no se conoce nada de lo que utiliza el modelo.",
	aliveOnly: (e) => `Que el paciente esté vivo a los ${e} no se utiliza en esta respuesta: no se sabe si entonces estaba libre de enfermedad.`,
	interval: (e) => `Intervalo del 95 %: de ${e.lower} a ${e.upper} de 100`,
	averageIs: (e) => `Promedio de la cohorte: ${e} de 100`,
	compare: (e) => `Comparar con: ${e} (experimental)`,
	experimental: "experimental",
	thisPatient: "Este paciente",
	cohortAverage: "Promedio de la cohorte",
	band: "Intervalo del 95 %",
	yearsAfter: "años después de la operación",
	curveText: (e, t) => `${e} con su intervalo del 95 % y el promedio de la cohorte. ${t.join(" ")}`,
	point: (e, t, n) => `${e}: ${t.estimate} de 100, intervalo de ${t.lower} a ${t.upper}, promedio de la cohorte ${n}.`,
	icons: (e, t) => `${e}: 100 pacientes así después de ${t}`,
	timeColumn: "Tiempo",
	estimate: "Estimación",
	limits: "Intervalo del 95 %",
	to: (e) => `${e.lower} a ${e.upper}`,
	contributions: (e) => `Por qué: lo que cada dato suma o resta, a ${e}`,
	contributionsHint: (e, t) => `Del promedio de la cohorte, ${e} de 100, a ${t} de 100. Las barras hacia la derecha suman, hacia la izquierda restan.`,
	points: (e) => e === 0 ? "< 1" : `${e > 0 ? "+" : "−"}${Math.abs(e)}`,
	noContribution: "Conocidos, pero sin efecto en este modelo:",
	nothingContributes: "No se conoce nada de lo que utiliza este modelo.",
	ranges: (e) => `Lo desconocido, y cuánto podría mover la respuesta a ${e}`,
	rangesHint: "Ahora se promedia sobre la cohorte. Si se conociera, la estimación estaría entre los extremos de su barra.",
	range: (e, t) => e === t ? `${e} en todo caso` : `${e} a ${t}`,
	scenarios: (e) => `Si el promedio fuera menor, a ${e}`,
	scenariosHint: "Otros hospitales comunican promedios menores que la cohorte publicada. El mismo paciente, si el promedio de todos fuera:",
	scenario: (e) => `promedio ${e}`,
	then: (e) => `este paciente ${e}`,
	listed: (e) => `${e.join("; ")}.`,
	named: (e, t) => `${e}: ${t}`,
	different: "Un paciente diferente junto a este",
	differentHint: "No es un consejo ni lo que cambiaría un tratamiento: es otro paciente, que difiere en lo que se elija.",
	differentPatient: "Un paciente diferente",
	addFact: "Difiere en",
	remove: (e) => `Quitar: ${e}`,
	ofDifferent: (e) => `${e}, del paciente diferente`,
	warnings: "Advertencias sobre este paciente",
	noWarnings: "Ninguna.",
	showField: (e) => `Ir a: ${e}`,
	limitations: "Lo que vale para toda respuesta",
	provenance: "De dónde procede",
	provenances: {
		reconstructed: "Reconstruido a partir de tablas publicadas; sin datos individuales de pacientes.",
		registry: "Entrenado con el registro de un hospital; sin validar en otros lugares."
	},
	bundle: (e, t) => `Paquete ${e}, pulmet ${t}.`,
	words: "En palabras",
	noAnswer: "Sin respuesta",
	failed: "El servicio no respondió como se esperaba.",
	unreachable: "No se pudo contactar con el servicio.",
	patientUnreadable: "El atributo «patient» no es un objeto JSON de factores.",
	outcomeUnsupported: (e) => `El desenlace solicitado no está disponible. Permitidos: ${e.join(", ")}.`,
	retry: "Intentar de nuevo",
	announced: (e, t, n) => `Unos ${e} de 100 ${t}. Intervalo del 95 %: de ${n.lower} a ${n.upper}.`,
	announcedBeside: (e, t) => `${e}: ${t} de 100.`,
	announcedWarnings: (e) => e === 1 ? "1 advertencia." : `${e} advertencias.`,
	unchanged: (e) => `Sin cambios: ${e}`
}, Hn = {
	overall_survival: {
		name: "整體存活",
		meaning: "存活。",
		survived: "術後已存活時間",
		survivedHint: "術前詢問時為 0。已知病人存活，但不表示沒有復發。",
		patients: (e) => `與此病人相似者於術後 ${e}存活`,
		patientsGiven: (e, t) => `與此病人相似且已存活 ${t} 者，於術後 ${e}存活`,
		cohort: (e) => `世代病人於術後 ${e}存活`,
		cohortGiven: (e, t) => `世代中已存活 ${t} 的病人，於術後 ${e}存活`,
		counted: "",
		intervalMeaning: "在此模型下，這類病人平均存活率的 95% 區間。",
		curve: "存活曲線",
		ofHundred: "每 100 人存活數",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `每 100 人中，依區間下限有 ${e} 人存活，依估計值有 ${t} 人，依上限有 ${n} 人。`,
		sure: "即使依區間下限仍存活",
		likely: "依估計值存活，但依下限則否",
		unsure: "僅依上限存活",
		dead: "即使依上限亦未存活",
		table: "每 100 人存活數，依術後時間",
		median: (e) => `預測半數這類病人存活 ${e} 或更久。`,
		medianNotReached: (e) => `預測術後 ${e}仍有過半數存活；未達中位數。`,
		restrictedMean: (e, t) => `在術後最初 ${t} 個月中，這類病人平均存活 ${e} 個月。`,
		unconditional: "此處為自手術起算之機率的組成，而非以目前已存活為條件的機率。"
	},
	cancer_specific_survival: {
		name: "癌症特異存活",
		meaning: "未因肉瘤死亡。其中可能有人因其他原因死亡。",
		survived: "術後已存活時間",
		survivedHint: "術前詢問時為 0。已知病人存活，但不表示沒有復發。",
		patients: (e) => `與此病人相似者於術後 ${e}未因肉瘤死亡`,
		patientsGiven: (e, t) => `與此病人相似且已存活 ${t} 者，於術後 ${e}未因肉瘤死亡`,
		cohort: (e) => `世代病人於術後 ${e}未因肉瘤死亡`,
		cohortGiven: (e, t) => `世代中已存活 ${t} 的病人，於術後 ${e}未因肉瘤死亡`,
		counted: "其中可能有人因其他原因死亡。",
		intervalMeaning: "在此模型下，這類病人平均癌症特異存活率的 95% 區間。",
		curve: "癌症特異存活曲線",
		ofHundred: "每 100 人未因肉瘤死亡數",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `每 100 人中，依區間下限有 ${e} 人未因肉瘤死亡，依估計值有 ${t} 人，依上限有 ${n} 人。其中可能有人因其他原因死亡。`,
		sure: "即使依區間下限仍未因肉瘤死亡",
		likely: "依估計值未因肉瘤死亡，但依下限則否",
		unsure: "僅依上限未因肉瘤死亡",
		dead: "即使依上限亦因肉瘤死亡",
		table: "每 100 人未因肉瘤死亡數，依術後時間",
		median: (e) => `預測術後 ${e}時，半數這類病人已因肉瘤死亡。`,
		medianNotReached: (e) => `預測術後 ${e}因肉瘤死亡者未達半數；未達中位數。`,
		restrictedMean: (e, t) => `在術後最初 ${t} 個月中，這類病人平均因肉瘤死亡而失去 ${t - e} 個月。`,
		unconditional: "此處為自手術起算之機率的組成，而非以目前已存活為條件的機率。"
	},
	disease_free_survival: {
		name: "無病存活",
		meaning: "存活且無病。",
		survived: "術後已無病存活時間",
		survivedHint: "術前詢問時為 0。已知病人存活且無病；答案不適用於在此之前疾病已復發者。",
		patients: (e) => `與此病人相似者於術後 ${e}存活且無病`,
		patientsGiven: (e, t) => `與此病人相似且已無病存活 ${t} 者，於術後 ${e}存活且無病`,
		cohort: (e) => `世代病人於術後 ${e}存活且無病`,
		cohortGiven: (e, t) => `世代中已無病存活 ${t} 的病人，於術後 ${e}存活且無病`,
		counted: "",
		intervalMeaning: "在此模型下，這類病人平均無病存活率的 95% 區間。",
		curve: "無病存活曲線",
		ofHundred: "每 100 人存活且無病數",
		iconsText: ({ lower: e, estimate: t, upper: n }) => `每 100 人中，依區間下限有 ${e} 人存活且無病，依估計值有 ${t} 人，依上限有 ${n} 人。`,
		sure: "即使依區間下限仍存活且無病",
		likely: "依估計值存活且無病，但依下限則否",
		unsure: "僅依上限存活且無病",
		dead: "即使依上限亦已復發或死亡",
		table: "每 100 人存活且無病數，依術後時間",
		median: (e) => `預測半數這類病人無病存活 ${e} 或更久。`,
		medianNotReached: (e) => `預測術後 ${e}仍有過半數存活且無病；未達中位數。`,
		restrictedMean: (e, t) => `在術後最初 ${t} 個月中，這類病人平均無病存活 ${e} 個月。`,
		unconditional: "此處為自手術起算之機率的組成，而非以目前已無病存活為條件的機率。"
	}
}, Un = (e) => `${e} 個月`, Wn = (e) => e === 0 || e % 12 != 0 ? Un(e) : `${e / 12} 年`, Gn = {
	cox: "Cox 模型",
	forest: "隨機存活森林"
}, Kn = {
	code: "zh-Hant",
	name: "繁體中文",
	reviewed: !1,
	direction: "ltr",
	title: "肉瘤肺轉移切除術後的存活",
	outcome: "預測的結果",
	outcomes: Hn,
	language: "語言",
	notReviewed: "翻譯未經臨床審閱",
	notForClinicalUse: "不得用於臨床。",
	trainedOn: {
		reconstructed: "以已發表表格重建的證據訓練而成。",
		registry: "以某醫院的登錄資料訓練而成；未在其他地方驗證。"
	},
	print: "列印",
	time: Wn,
	months: Un,
	model: (e) => Gn[e] ?? e,
	experimentalModel: (e) => `${Gn[e] ?? e}（實驗性）`,
	patient: "病人",
	usedFacts: (e) => e > 1 ? "至少一個模型使用的資料" : "本模型使用的資料",
	alsoUsedFacts: "僅實驗性模型使用的資料",
	otherFacts: (e) => `其他資料（僅記錄，${e > 1 ? "這些模型均不使用" : "本模型不使用"}）`,
	given: (e) => `已填 ${e} 項`,
	unknown: "未知",
	yes: "是",
	no: "否",
	choose: "請選擇…",
	knownAfter: "術後才能得知",
	clear: "全部設為未知",
	facts: "已知資料：",
	unknownFacts: "未知：",
	nothingKnown: "沒有任何已知資料。",
	answer: "答案",
	asking: "計算中…",
	loading: "載入中…",
	horizon: "術後時間",
	headline: (e) => `每 100 人約 ${e} 人`,
	notIndividual: "此為世代平均，並非個人預測：模型使用的資料均為未知。",
	aliveOnly: (e) => `病人術後 ${e}仍存活一事未用於此答案：當時是否無病並不清楚。`,
	interval: (e) => `95% 區間：每 100 人 ${e.lower} 至 ${e.upper} 人`,
	averageIs: (e) => `世代平均：每 100 人 ${e} 人`,
	compare: (e) => `比較：${e}（實驗性）`,
	experimental: "實驗性",
	thisPatient: "此病人",
	cohortAverage: "世代平均",
	band: "95% 區間",
	yearsAfter: "術後年數",
	curveText: (e, t) => `${e}，附 95% 區間及世代平均。${t.join("")}`,
	point: (e, t, n) => `${e}：每 100 人 ${t.estimate} 人，區間 ${t.lower} 至 ${t.upper}，世代平均 ${n}。`,
	icons: (e, t) => `${e}：100 位這類病人，術後 ${t}`,
	timeColumn: "時間",
	estimate: "估計值",
	limits: "95% 區間",
	to: (e) => `${e.lower} 至 ${e.upper}`,
	contributions: (e) => `原因：各項資料於術後 ${e}增加或減少多少`,
	contributionsHint: (e, t) => `由世代平均每 100 人 ${e} 人，到 ${t} 人。向右為增加，向左為減少。`,
	points: (e) => e === 0 ? "< 1" : `${e > 0 ? "+" : "−"}${Math.abs(e)}`,
	noContribution: "已知，但對本模型沒有影響：",
	nothingContributes: "本模型使用的資料均為未知。",
	ranges: (e) => `未知的資料，及其可能使 ${e}的答案改變多少`,
	rangesHint: "目前以世代平均計算。若為已知，估計值會落在橫條兩端之間。",
	range: (e, t) => e === t ? `任何情況皆為 ${e} 人` : `${e} 至 ${t} 人`,
	scenarios: (e) => `若平均較低，術後 ${e}`,
	scenariosHint: "其他醫院報告的平均低於已發表的世代。同一病人，若全體平均為：",
	scenario: (e) => `平均 ${e} 人`,
	then: (e) => `此病人 ${e} 人`,
	listed: (e) => `${e.join("；")}。`,
	named: (e, t) => `${e}：${t}`,
	different: "與此病人並列的另一位病人",
	differentHint: "這不是建議，也不是治療會帶來的改變，而是另一位在下列資料不同的病人。",
	differentPatient: "另一位病人",
	addFact: "不同之處",
	remove: (e) => `移除：${e}`,
	ofDifferent: (e) => `${e}（另一位病人）`,
	warnings: "關於此病人的警示",
	noWarnings: "無。",
	showField: (e) => `前往：${e}`,
	limitations: "適用於所有答案的限制",
	provenance: "資料來源",
	provenances: {
		reconstructed: "由已發表的表格重建；未使用個別病人資料。",
		registry: "以某醫院的登錄資料訓練；未在其他地方驗證。"
	},
	bundle: (e, t) => `模型包 ${e}，pulmet ${t}。`,
	words: "文字說明",
	noAnswer: "沒有答案",
	failed: "服務未如預期回應。",
	unreachable: "無法連線至服務。",
	patientUnreadable: "屬性「patient」不是由因子組成的 JSON 物件。",
	outcomeUnsupported: (e) => `所要求的結果不在提供之列。可選：${e.join("、")}。`,
	retry: "重試",
	announced: (e, t, n) => `每 100 人約 ${e} 人，${t}。95% 區間 ${n.lower} 至 ${n.upper}。`,
	announcedBeside: (e, t) => `${e}：每 100 人 ${t} 人。`,
	announcedWarnings: (e) => `${e} 則警示。`,
	unchanged: (e) => `未改變：${e}`
};
// src/tag.ts
function qn(e, t) {
	for (let n of t) {
		let t = n.toLowerCase().split("-")[0], r = e.find(({ code: e }) => e.split("-")[0] === t);
		if (r && !Jn(n)) return r;
	}
	return e[0];
}
function Jn(e) {
	return /^zh-(hans|cn|sg|my)/i.test(e);
}
// src/language.ts
var Yn = [
	In,
	jn,
	Vn,
	Kn
];
function Xn(e) {
	return qn(Yn, e);
}
// src/layout.ts
var Zn = o`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--_paper);
    color: var(--_ink);
    font-family: var(--pulmet-font, system-ui, sans-serif);
    font-size: var(--pulmet-font-size, 1rem);
    line-height: 1.4;
  }

  :host([hidden]),
  .facts {
    display: none;
  }

  * {
    box-sizing: border-box;
  }

  h2,
  h3,
  h4,
  h5,
  p,
  ul,
  figure {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: 1.35em;
    line-height: 1.2;
  }

  h3 {
    font-size: 1.1em;
  }

  h4,
  h5,
  caption {
    font-size: 0.95em;
    font-weight: 650;
    text-align: start;
  }

  h5 {
    color: var(--_muted);
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    align-items: end;
    justify-content: space-between;
    margin-block-end: 0.75rem;
  }

  .sticky {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin-block-end: 0.75rem;
  }

  .banner,
  .glance {
    padding: 0.4rem 0.75rem;
    border-radius: var(--_radius);
  }

  .outcome {
    display: grid;
    gap: 0.25rem;
    margin-block-end: 0.75rem;
  }

  .columns {
    display: grid;
    gap: 1rem;
    align-items: start;
  }

  .form,
  .answer,
  .group {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    align-content: start;
  }

  .answer,
  .parts {
    min-inline-size: 0;
  }

  .parts {
    display: grid;
    gap: 1.25rem 1.75rem;
    align-items: start;
  }

  .parts > * {
    min-inline-size: 0;
  }

  .parts section,
  section.different,
  .contributions,
  .ranges,
  .scenarios {
    display: grid;
    gap: 0.5rem;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: center;
  }

  .several {
    display: grid;
    gap: 1.25rem;
  }

  .people {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem;
  }

  .persons {
    flex: 1 1 11rem;
    display: grid;
    gap: 0.5rem;
    align-content: start;
  }

  .persons > svg {
    inline-size: 100%;
    max-inline-size: 13rem;
  }

  .curve > svg {
    display: block;
    inline-size: 100%;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    list-style: none;
    font-size: 0.85em;
  }

  .legend li {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }

  .persons .legend {
    display: grid;
  }

  .sample {
    flex: none;
    inline-size: 2.3em;
    block-size: 1em;
  }

  .key {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }

  .average-sample {
    inline-size: 0.25em;
    block-size: 1.2em;
  }

  .person-sample {
    inline-size: 1.1em;
    block-size: 1.3em;
  }

  .rows,
  .bars {
    display: grid;
    gap: 0.35rem 0.9rem;
    align-items: center;
    list-style: none;
    font-size: 0.9em;
  }

  /* The labels are as wide as they need, and every row's scale begins where the others do. */
  .rows {
    grid-template-columns: fit-content(10rem) minmax(7rem, 1fr) fit-content(11rem);
  }

  .bars {
    grid-template-columns: minmax(0, 3fr) minmax(4rem, 2fr) max-content;
  }

  .row {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }

  .row-drawing {
    display: block;
    inline-size: 100%;
    block-size: 1.25rem;
    overflow: visible;
  }

  .ticks {
    display: flex;
    justify-content: space-between;
    margin-inline: -0.5em;
  }

  .table {
    display: grid;
    gap: 0.5rem;
    align-content: start;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9em;
  }

  th,
  td {
    padding: 0.3rem 0.5rem;
    text-align: start;
    vertical-align: bottom;
  }

  .warnings ul,
  .foundation ul,
  .problem ul {
    padding-inline-start: 1.1rem;
  }

  .foundation {
    font-size: 0.9em;
  }

  /* What the keyboard reaches must not end up under what sticks to the top. */
  :is(button, select, input, summary) {
    scroll-margin-block: 10rem 2rem;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    align-items: center;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    min-inline-size: 0;
    padding-inline-start: 0.6rem;
  }

  .difference {
    display: flex;
    gap: 0.5rem;
    align-items: start;
  }

  .differences {
    display: grid;
    gap: 0.9rem;
  }

  input[type="text"] {
    inline-size: 6rem;
  }

  input[type="range"] {
    flex: 1 1 8rem;
    min-inline-size: 6rem;
  }

  select {
    justify-self: start;
    max-inline-size: 100%;
  }

  th {
    hyphens: auto;
  }

  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container (inline-size >= 46rem) {
    th[scope="row"],
    td {
      white-space: nowrap;
    }

    .parts {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .wide {
      grid-column: 1 / -1;
    }

    .curve-and-people:not(.several) {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(13rem, 2fr);
      gap: 1.75rem;
    }
  }

  @container (inline-size >= 60rem) {
    .columns {
      grid-template-columns: 21rem minmax(0, 1fr);
      gap: 1.5rem;
    }

    .glance {
      display: none;
    }
  }

  @container (inline-size < 30rem) {
    /* Long names above several columns need every break. */
    th {
      overflow-wrap: anywhere;
    }

    tr:has(> :nth-child(4)) > th {
      padding-inline: 0.2rem;
    }

    .rows,
    .bars {
      grid-template-columns: minmax(0, 1fr) max-content;
    }

    .row :is(.row-drawing, .ticks) {
      grid-column: 1 / -1;
      grid-row: 2;
    }

    .axis .row-text {
      grid-column: 1 / -1;
      grid-row: 3;
      justify-self: end;
    }
  }
`, Qn = o`
  @media print {
    :host {
      color-scheme: light;
      print-color-adjust: exact;
    }
  }

  .paper {
    color-scheme: light;
    font-size: 7.6pt;
    line-height: 1.25;
    print-color-adjust: exact;
  }

  .paper .form,
  .paper .outcome,
  .paper section.different,
  .paper .toolbar,
  .paper .glance,
  .paper .language,
  .paper .asking,
  .paper .row.axis,
  .paper .headline > .hint {
    display: none;
  }

  .paper .facts {
    display: grid;
    gap: 1mm;
  }

  .paper .sticky {
    position: static;
    margin-block-end: 1.5mm;
  }

  .paper .banner {
    padding: 0.8mm 2mm;
  }

  .paper .top,
  .paper .columns {
    display: block;
    margin-block-end: 1mm;
  }

  .paper .answer {
    display: block;
  }

  .paper .parts {
    display: block;
    columns: 2;
    column-gap: 5mm;
  }

  .paper .parts > * {
    break-inside: avoid;
    margin-block-end: 1.6mm;
  }

  .paper .lead {
    column-span: all;
  }

  .paper .parts section,
  .paper .headline,
  .paper .people,
  .paper .persons,
  .paper .table,
  .paper .rows,
  .paper .bars {
    gap: 0.5mm 2mm;
  }

  .paper .persons ~ .persons .legend {
    display: none;
  }

  .paper .persons h4,
  .paper .foundation {
    font-size: 1em;
  }

  .paper .headline {
    padding: 1.2mm 2mm;
  }

  .paper .curve-and-people {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 5mm;
  }

  .paper .curve > svg {
    max-block-size: 44mm;
  }

  .paper .persons {
    flex: 1 1 0;
  }

  .paper .persons > svg {
    max-inline-size: 22mm;
  }

  .paper .row-drawing {
    block-size: 2.6mm;
  }

  .paper th[scope="row"] {
    white-space: nowrap;
  }

  .paper th,
  .paper td {
    padding: 0.3mm 1mm;
  }

  .paper button.link {
    min-block-size: 0;
    color: inherit;
    text-decoration: none;
  }
`;
// src/outcome-choice.ts
function $n(e, { outcomes: t, shown: n, choose: r }) {
	return t.length < 2 ? D : w`<div class="outcome" part="outcome">
    <span class="label" id="outcome-label">${e.outcome}</span>
    <div
      class="choices"
      role="radiogroup"
      aria-labelledby="outcome-label"
      aria-describedby=${n ? "outcome-hint" : D}
    >
      ${t.map((t) => w`<label class="choice">
          <input
            type="radio"
            name="outcome"
            .checked=${V(t === n)}
            @change=${() => r(t)}
          /><span>${e.outcomes[t].name}</span>
        </label>`)}
    </div>
    ${n ? w`<p class="hint" id="outcome-hint">${e.outcomes[n].meaning}</p>` : D}
  </div>`;
}
// src/outcome.ts
var er = [
	"overall_survival",
	"cancer_specific_survival",
	"disease_free_survival"
];
function tr(e) {
	return er.filter((t) => e.some((e) => e.outcome === t));
}
// src/service.ts
var nr = class {
	baseUrl;
	strings;
	constructor(e, t) {
		this.baseUrl = e, this.strings = t;
	}
	async factors(e) {
		return (await this.#e("v1/factors", { signal: e })).factors;
	}
	models(e) {
		return this.#e("v1/models", { signal: e });
	}
	predict(e, t) {
		return this.#e("v1/predictions", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(e),
			signal: t
		});
	}
	async #e(e, t) {
		let n = await this.#t(e, t);
		if (!n.ok) throw new J(await Mt(n, this.strings.failed));
		return await n.json();
	}
	async #t(e, t) {
		try {
			return await fetch(new URL(e, this.baseUrl), {
				...t,
				headers: {
					...t.headers,
					"accept-language": this.strings.code
				},
				cache: "no-store",
				credentials: "same-origin",
				referrerPolicy: "no-referrer"
			});
		} catch (e) {
			throw t.signal?.aborted ? e : new J(Nt("unreachable", this.strings.unreachable));
		}
	}
}, rr = .04, ir = 1.24, ar = .5, or = {
	inlineSize: "190mm",
	heightMm: 262
}, sr = 96 / 25.4, cr = class {
	frame;
	#e = matchMedia("print");
	#t = () => this.#i();
	#n = () => this.#a();
	#r = () => this.#e.matches ? this.#i() : this.#a();
	constructor(e) {
		this.frame = e;
	}
	connect() {
		addEventListener("beforeprint", this.#t), addEventListener("afterprint", this.#n), this.#e.addEventListener("change", this.#r);
	}
	disconnect() {
		removeEventListener("beforeprint", this.#t), removeEventListener("afterprint", this.#n), this.#e.removeEventListener("change", this.#r);
	}
	#i() {
		let e = this.frame();
		if (e) {
			e.classList.add("paper"), e.style.setProperty("inline-size", or.inlineSize);
			for (let t = ir; t >= ar && (e.style.setProperty("zoom", String(t)), e.style.setProperty("inline-size", `calc(${or.inlineSize} / ${t})`), !(e.getBoundingClientRect().height <= or.heightMm * sr)); t -= rr);
			e.style.removeProperty("inline-size");
		}
	}
	#a() {
		let e = this.frame();
		e?.classList.remove("paper"), e?.style.removeProperty("zoom");
	}
}, lr = {
	alive: 0,
	diseaseFree: 0
};
function ur({ alive: e, diseaseFree: t }) {
	return Math.max(e, t);
}
function dr(e, t) {
	return t === "disease_free_survival" ? e.diseaseFree : ur(e);
}
function fr(e, t) {
	let n = ur(e);
	return n > dr(e, t) ? n : 0;
}
function pr(e, t, n) {
	let { alive: r, diseaseFree: i } = e;
	return t === "disease_free_survival" ? {
		alive: Math.max(r, n),
		diseaseFree: n
	} : {
		alive: n,
		diseaseFree: Math.min(i, n)
	};
}
// src/theme.ts
var mr = o`
  :host {
    --_ink: var(--pulmet-ink, light-dark(#1a2027, #e9edf1));
    --_paper: var(--pulmet-paper, light-dark(#ffffff, #14181d));
    --_panel: var(--pulmet-panel, light-dark(#f3f6f9, #1d242c));
    --_muted: var(--pulmet-muted, light-dark(#4f5a66, #b3bdc8));
    --_line: var(--pulmet-line, light-dark(#c5ced8, #44505c));
    --_control: var(--pulmet-control, light-dark(#6b7784, #8d99a6));
    --_accent: var(--pulmet-accent, light-dark(#0b5c8c, #7cc4f5));
    --_patient: var(--pulmet-patient, light-dark(#0b5c8c, #7cc4f5));
    --_average: var(--pulmet-average, light-dark(#4f5a66, #c2cbd4));
    --_second: var(--pulmet-second, light-dark(#6b3fa0, #cbb2ff));
    --_different: var(--pulmet-different, light-dark(#a1286a, #ffa3d1));
    --_raises: var(--pulmet-raises, light-dark(#00695c, #5fd9bb));
    --_lowers: var(--pulmet-lowers, light-dark(#a84300, #ffb584));
    --_fault: var(--pulmet-fault, light-dark(#a4161a, #ff9c9c));
    --_caution-ink: var(--pulmet-caution-ink, light-dark(#4a3200, #ffe8ab));
    --_caution-paper: var(--pulmet-caution-paper, light-dark(#fff0c9, #3b2f0c));
    --_radius: var(--pulmet-radius, 0.4rem);
  }

  .patient {
    --_tone: var(--_patient);
  }

  .second {
    --_tone: var(--_second);
  }

  .different {
    --_tone: var(--_different);
  }

  .average,
  .unknown {
    --_tone: var(--_average);
  }
`, hr = class extends P {
	static styles = [
		mr,
		Zn,
		un,
		gn,
		Qn
	];
	static properties = {
		baseUrl: { attribute: "base-url" },
		language: {},
		patient: {
			noAccessor: !0,
			converter: { fromAttribute: gr }
		},
		outcome: { noAccessor: !0 },
		survivedMonths: {
			noAccessor: !0,
			attribute: "survived-months",
			type: Number
		},
		survivedDiseaseFreeMonths: {
			noAccessor: !0,
			attribute: "survived-disease-free-months",
			type: Number
		},
		chosenLanguage: { state: !0 },
		foundation: { state: !0 },
		askedOutcome: { state: !0 },
		facts: { state: !0 },
		survived: { state: !0 },
		differences: { state: !0 },
		beside: { state: !0 },
		months: { state: !0 },
		reply: { state: !0 },
		pending: { state: !0 },
		othersOpen: { state: !0 },
		announced: { state: !0 },
		curveWidth: { state: !0 }
	};
	#e = {};
	#t;
	#n = new AbortController();
	#r = new Ke((e) => this.announced = e);
	#i = new cr(() => this.renderRoot.querySelector(".frame"));
	#a = new ResizeObserver(([e]) => {
		let t = Math.round(e?.contentRect.width ?? 0);
		t > 0 && requestAnimationFrame(() => this.curveWidth = t);
	});
	constructor() {
		super(), this.facts = {}, this.survived = lr, this.differences = [], this.beside = !1, this.months = Infinity, this.reply = {}, this.pending = !0, this.othersOpen = !1, this.announced = "", this.curveWidth = 560;
	}
	get patient() {
		return this.facts ?? {};
	}
	set patient(e) {
		this.facts = e, this.#e = {}, this.#h(0);
	}
	get outcome() {
		return this.askedOutcome ?? this.#s[0];
	}
	set outcome(e) {
		this.askedOutcome = e ?? void 0, this.#h(0);
	}
	get survivedMonths() {
		return this.survived.alive;
	}
	set survivedMonths(e) {
		this.survived = {
			...this.survived,
			alive: e ?? 0
		}, this.#h(0);
	}
	get survivedDiseaseFreeMonths() {
		return this.survived.diseaseFree;
	}
	set survivedDiseaseFreeMonths(e) {
		this.survived = {
			...this.survived,
			diseaseFree: e ?? 0
		}, this.#h(0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.#n.abort(), this.#t?.cancel(), this.#r.silence(), this.#a.disconnect(), this.#i.disconnect();
	}
	connectedCallback() {
		super.connectedCallback(), this.#i.connect(), this.hasUpdated && this.#p();
	}
	willUpdate(e) {
		([
			"baseUrl",
			"language",
			"chosenLanguage"
		].some((t) => e.has(t)) || !this.hasUpdated) && this.#p();
	}
	updated() {
		let e = this.renderRoot.querySelector(".curve");
		e && this.#a.observe(e);
	}
	get #o() {
		let e = this.chosenLanguage ?? this.language;
		return Xn(e ? [e] : navigator.languages);
	}
	get #s() {
		return tr(this.foundation?.served.models ?? []);
	}
	get #c() {
		return this.#s.find((e) => e === this.outcome);
	}
	get #l() {
		return this.#s.join() !== "overall_survival";
	}
	get #u() {
		return this.foundation?.served.models.filter(({ outcome: e }) => e === this.outcome) ?? [];
	}
	get #d() {
		return this.#u.filter(({ experimental: e }) => this.beside || !e);
	}
	get #f() {
		let { result: e } = this.reply;
		if (!e || !this.foundation) return;
		let t = new Map(this.foundation.factors.map((e) => [e.name, e])), n = fr(this.survived, this.#c);
		return new _n(this.#o, t, e, this.months, n);
	}
	async #p() {
		this.#n.abort(), this.#t?.cancel();
		let { signal: e } = this.#n = new AbortController();
		this.foundation = void 0, this.reply = {}, this.pending = !0;
		let t = this.#o, n = new nr(this.#m, t);
		this.#t = new pn(n, (e) => this.#v(e));
		try {
			let [t, r] = await Promise.all([n.factors(e), n.models(e)]);
			if (e.aborted) return;
			this.foundation = {
				factors: t,
				served: r
			}, this.#h(0);
		} catch (n) {
			e.aborted || this.#v({ problem: hn(n, t.failed) });
		}
	}
	get #m() {
		return this.baseUrl === void 0 ? new URL(
			/* @vite-ignore */
			"..",
			import.meta.url
		).href : new URL(`${this.baseUrl.replace(/\/*$/, "")}/`, document.baseURI).href;
	}
	#h(e) {
		if (!this.foundation) return;
		this.pending = !0, this.#r.silence();
		let t = this.#c, n = this.#o;
		this.facts ? t ? this.#t?.ask(this.#_(this.facts, t), e) : this.#g("unsupported", n.outcomeUnsupported(this.#s)) : this.#g("malformed", n.patientUnreadable);
	}
	#g(e, t) {
		this.#t?.cancel(), this.#v({ problem: Nt(e, t) });
	}
	#_(e, t) {
		let n = this.differences.filter(({ value: e }) => e !== void 0).map(({ factor: e, value: t }) => [e, t ?? null]);
		return {
			patient: e,
			outcome: t,
			models: this.#d.map(({ name: e }) => e),
			survived_months: dr(this.survived, t),
			what_if: n.length > 0 ? [Object.fromEntries(n)] : [],
			explain: !0
		};
	}
	#v(e) {
		this.reply = e, this.pending = !1;
		let { result: t, problem: n } = e;
		n && this.#b(n);
		let r = this.#f, i = [...n ? [Je(n)] : [], ...r ? [qe(r)] : []];
		if (this.#r.announce(i.join(" "), this.#o.unchanged), t) {
			let { question: e, answer: n } = t, { patient: r, outcome: i } = e;
			this.#y("pulmet-prediction", {
				patient: r,
				outcome: i,
				question: e,
				answer: n
			});
		}
		n && this.#y("pulmet-problem", {
			...n,
			outcome: this.outcome
		});
	}
	#y(e, t) {
		this.dispatchEvent(new CustomEvent(e, {
			detail: t,
			bubbles: !0,
			composed: !0
		}));
	}
	#b(e) {
		let t = new Set(this.#d.flatMap(({ factors: e }) => e));
		e.errors.some(({ pointer: e, factor: n }) => n !== null && e === `/patient/${n}` && !t.has(n)) && (this.othersOpen = !0);
	}
	#x(e, t, n) {
		this.#e = {
			...this.#e,
			[e]: n
		}, this.facts = {
			...this.facts,
			[e]: t
		}, this.#h();
	}
	#S(e) {
		this.months = e;
		let t = this.#f;
		t && this.#r.announce(qe(t), this.#o.unchanged);
	}
	#C() {
		this.#e = {}, this.facts = {}, this.survived = lr, this.differences = [], this.#h();
	}
	async #w(e) {
		this.othersOpen ||= !this.#d.some(({ factors: t }) => t.includes(e)), await this.updateComplete;
		let t = this.renderRoot.querySelector(`#patient-${CSS.escape(e)}`);
		(t?.querySelector("input:checked, input") ?? t)?.focus();
	}
	render() {
		let e = this.#o, t = this.#f;
		return w`<div class="frame" lang=${e.code} dir=${e.direction}>
      <div class="sticky">
        ${Lt(e, this.foundation?.served.bundle)}
        ${t ? Be(t, this.pending, this.#l) : D}
      </div>
      ${this.#T(e)}
      ${$n(e, {
			outcomes: this.#s,
			shown: this.#c,
			choose: (e) => this.outcome = e
		})}
      <div class="columns">
        ${this.foundation ? this.#E(e, this.foundation) : D}
        <section
          class="answer"
          part="answer"
          aria-labelledby="answer-title"
          aria-busy=${this.pending}
        >
          ${this.#D(e, t)}
        </section>
      </div>
      <p class="spoken" role="status">${this.announced}</p>
    </div>`;
	}
	#T(e) {
		let t = w`<label class="language">
      ${e.language}
      <select @change=${(e) => {
			this.chosenLanguage = e.target.value;
		}}>
        ${Yn.map(({ code: t, name: n }) => w`<option value=${t} lang=${t} .selected=${t === e.code}>${n}</option>`)}
      </select>
    </label>`;
		return w`<div class="top">
      <h2>${e.title}</h2>
      ${e.reviewed ? D : w`<p class="mark unreviewed">${e.notReviewed}</p>`}
      ${this.language ? D : t}
    </div>`;
	}
	#E(e, { factors: t }) {
		let n = this.#c && e.outcomes[this.#c], r = dr(this.survived, this.#c), i = n && {
			words: n,
			isNamed: this.#l,
			survived: r
		};
		return w`${Sn(e, {
			factors: t,
			models: this.#d,
			words: n,
			patient: this.patient,
			typed: this.#e,
			survived: r,
			problem: this.reply.problem,
			othersOpen: this.othersOpen,
			change: (e, t, n) => this.#x(e, t, n),
			survive: (e) => {
				this.survived = pr(this.survived, this.#c, e), this.#h();
			},
			openOthers: (e) => this.othersOpen = e,
			clear: () => this.#C()
		})}
    ${bn(e, t, this.patient, i)}`;
	}
	#D(e, t) {
		return nn(e, {
			view: t,
			factors: this.foundation?.factors ?? [],
			used: new Set(this.#u.filter((e) => !e.experimental).flatMap((e) => e.factors)),
			experimental: this.#u.filter(({ experimental: e }) => e),
			beside: this.beside,
			pending: this.pending,
			problem: this.reply.problem,
			differences: this.differences,
			curveWidth: this.curveWidth,
			goTo: (e) => void this.#w(e),
			show: (e) => this.#S(e),
			compare: () => {
				this.beside = !this.beside, this.#h();
			},
			differ: (e) => {
				this.differences = e, this.#h();
			},
			retry: () => void this.#p()
		});
	}
};
function gr(e) {
	if (e === null) return {};
	try {
		let t = JSON.parse(e);
		return typeof t == "object" && t && !Array.isArray(t) ? t : void 0;
	} catch {
		return;
	}
}
// src/index.ts
customElements.get("pulmet-survival") || customElements.define("pulmet-survival", hr);
export { hr as PulmetSurvival };
