"""Pages for people: server-rendered, whole without JavaScript, in Japanese and English."""
